package dev.statehouse.data.schema;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SchemaRulesTest {

    private TestDatabase database;
    private Connection connection;

    @BeforeAll
    void start() throws SQLException {
        database = TestDatabase.fresh();
        connection = database.connect("postgres", false);
        connection.setAutoCommit(false);
    }

    @AfterEach
    void undo() throws SQLException {
        connection.rollback();
    }

    @AfterAll
    void stop() throws SQLException {
        connection.close();
        database.close();
    }

    @Test
    void theSchemaKeepsEveryRule() throws SQLException {
        assertEquals(Map.of(), violations());
    }

    /** Each line of the file breaks a rule; that rule, and the object at fault, must be named. */
    @ParameterizedTest
    @CsvFileSource(resources = "violations.csv", delimiter = '|', ignoreLeadingAndTrailingWhitespace = true)
    void aPlantedViolationIsCaught(SchemaRule rule, String object, String sql) throws SQLException {
        execute(sql);
        List<String> found = violations().getOrDefault(rule, List.of());
        assertTrue(found.stream().anyMatch(violation -> violation.contains(object)), rule + " found " + found);
    }

    @Test
    void everyRuleHasAPlantedViolation() throws Exception {
        String file = new String(SchemaRulesTest.class.getResourceAsStream("violations.csv").readAllBytes(), "UTF-8");
        for (SchemaRule rule : SchemaRule.values()) {
            assertTrue(file.contains(rule.name() + " "), rule + " has never been seen to fail");
        }
    }

    private Map<SchemaRule, List<String>> violations() throws SQLException {
        Map<SchemaRule, List<String>> violations = new EnumMap<>(SchemaRule.class);
        for (SchemaRule rule : SchemaRule.values()) {
            List<String> found = new ArrayList<>();
            try (Statement statement = connection.createStatement();
                    ResultSet rows = statement.executeQuery(rule.query())) {
                while (rows.next()) {
                    found.add(rows.getString(1));
                }
            }
            if (!found.isEmpty()) {
                violations.put(rule, found);
            }
        }
        return violations;
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
