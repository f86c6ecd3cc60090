package dev.statehouse.localstack.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DirectRunsTest {
    @ParameterizedTest
    @CsvSource({"CrudFunction, crud", "SessionCleanupFunction, session-cleanup", "Migrate, migrate"})
    void aFunctionsFolderFollowsFromItsLogicalId(String logicalId, String folder) {
        assertEquals(folder, DirectRuns.folder(logicalId));
    }
}
