package dev.statehouse.crud.transfer;

import dev.statehouse.data.prompt.PromptCardSelection;
import dev.statehouse.http.QueryJson;
import io.micronaut.core.annotation.Introspected;
import io.micronaut.http.annotation.QueryValue;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Which cards are exported, and how.
 *
 * @param format {@code csv} or {@code ndjson}; {@code ndjson} if absent
 * @param delivery {@code inline} if absent; {@code url} answers with a link to the file
 * @param project id of a project
 * @param tag may be repeated: the card has all of them
 * @param variables JSON that the card's variables contain
 * @param metadata JSON that the card's metadata contains
 * @param active false exports the deleted ones
 */
@Introspected
record ExportRequest(
        @Nullable @QueryValue String format,
        @Nullable @QueryValue String delivery,
        @Nullable @QueryValue UUID project,
        @Nullable @QueryValue List<String> tag,
        @Nullable @QueryValue String variables,
        @Nullable @QueryValue String metadata,
        @Nullable @QueryValue Boolean active) {

    FileFormat fileFormat() {
        return format == null ? FileFormat.NDJSON : FileFormat.named(format);
    }

    PromptCardSelection in(UUID workspaceId) {
        return new PromptCardSelection(
                workspaceId,
                !Boolean.FALSE.equals(active),
                project,
                tag == null || tag.isEmpty() ? null : tag.toArray(String[]::new),
                QueryJson.parse("variables", variables),
                QueryJson.parse("metadata", metadata));
    }
}
