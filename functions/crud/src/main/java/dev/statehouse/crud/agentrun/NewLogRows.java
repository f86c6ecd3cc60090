package dev.statehouse.crud.agentrun;

import dev.statehouse.data.Json;
import io.micronaut.core.annotation.Introspected;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Log lines as they are sent, for the description of the API alone: {@link LogBatch} reads them.
 *
 * @param rows from 1 to 1,000
 */
@Introspected
record NewLogRows(List<NewLogRow> rows) {

    /**
     * A line.
     *
     * @param id a UUID of version 7, chosen by whoever says it
     * @param level debug, info, warn or error
     * @param message up to 8,000 characters
     * @param data any JSON object of up to 16,000 characters
     */
    @Introspected
    record NewLogRow(
            UUID id, String level, String message, @Nullable Json data) {}
}
