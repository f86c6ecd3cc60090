package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.prompt.PromptCard;
import dev.statehouse.data.prompt.PromptVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.nio.charset.StandardCharsets;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;
import org.jspecify.annotations.Nullable;

/** A header and a card on each row, as RFC 4180 has it; every text exactly as it is kept. */
final class CsvWriter implements CardWriter {

    private static final CSVFormat FORMAT = CSVFormat.RFC4180
            .builder()
            .setHeader(Columns.ALL.toArray(String[]::new))
            .get();

    private final CSVPrinter rows;
    private final ObjectMapper json;

    CsvWriter(OutputStream target, ObjectMapper json) throws IOException {
        this.rows = new CSVPrinter(new OutputStreamWriter(target, StandardCharsets.UTF_8), FORMAT);
        this.json = json;
    }

    @Override
    public void write(PromptCard card, @Nullable PromptVersion version, @Nullable String project) throws IOException {
        rows.printRecord(
                card.id(),
                card.title(),
                card.slug(),
                card.description(),
                card.tags().isEmpty() ? null : json.writeValueAsString(card.tags()),
                card.metadata().text().equals("{}") ? null : card.metadata(),
                project,
                card.visibility(),
                version == null ? null : version.template(),
                version == null ? null : version.systemPrompt(),
                version == null ? null : version.variables(),
                version == null ? null : version.changeNotes(),
                version == null ? null : version.number(),
                card.createdAt(),
                card.updatedAt());
    }

    @Override
    public void flush() throws IOException {
        rows.flush();
    }
}
