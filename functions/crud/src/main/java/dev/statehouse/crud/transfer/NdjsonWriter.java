package dev.statehouse.crud.transfer;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.data.prompt.PromptCard;
import dev.statehouse.data.prompt.PromptVersion;
import java.io.IOException;
import java.io.OutputStream;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** A card on each line, as the API shows it, with its newest version as {@code version}. */
final class NdjsonWriter implements CardWriter {

    private final Writer lines;
    private final ObjectMapper json;

    NdjsonWriter(OutputStream target, ObjectMapper json) {
        this.lines = new OutputStreamWriter(target, StandardCharsets.UTF_8);
        this.json = json;
    }

    @Override
    public void write(PromptCard card, @Nullable PromptVersion version, @Nullable String project) throws IOException {
        String shown = json.writeValueAsString(card);
        lines.write(shown, 0, shown.length() - 1);
        lines.write(",\"version\":");
        lines.write(json.writeValueAsString(version));
        lines.write("}\n");
    }

    @Override
    public void flush() throws IOException {
        lines.flush();
    }
}
