package dev.statehouse.worker.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Takes the text out of a PDF or HTML document: {@code ReaderProgram TYPE FILE TEXT}. It ends with 0 once the text stands in the
 * last, or with {@link #UNREADABLE} once the name of a fault does.
 */
final class ReaderProgram {

    /** Above the values that a JVM ends with by itself. */
    static final int UNREADABLE = 40;

    private ReaderProgram() {}

    public static void main(String[] arguments) throws IOException {
        Path text = Path.of(arguments[2]);
        DocumentFault fault = fault(DocumentType.valueOf(arguments[0]), Path.of(arguments[1]), text);
        if (fault != null) {
            Files.writeString(text, fault.name());
        }
        // At once, whatever a parser left running.
        Runtime.getRuntime().halt(fault == null ? 0 : UNREADABLE);
    }

    private static @Nullable DocumentFault fault(DocumentType type, Path file, Path text) {
        try {
            read(type, file, text);
            return null;
        } catch (UnreadableDocument unreadable) {
            return unreadable.fault();
        } catch (IOException | RuntimeException broken) {
            // Parsers meet what they don't expect in documents that are not what they should be.
            return DocumentFault.BROKEN;
        } catch (StackOverflowError deep) {
            return DocumentFault.TOO_COMPLEX;
        }
    }

    static void read(DocumentType type, Path file, Path text) throws IOException, UnreadableDocument {
        try (BoundedText target = new BoundedText(Files.newBufferedWriter(text, StandardCharsets.UTF_8))) {
            switch (type) {
                case PDF -> PdfText.write(file, target);
                case HTML -> HtmlText.write(file, target);
                case TEXT -> throw new IllegalArgumentException("text needs no reader");
            }
        } catch (BoundedText.Full full) {
            throw new UnreadableDocument(DocumentFault.TOO_LONG);
        }
    }
}
