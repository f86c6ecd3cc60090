package dev.statehouse.worker.document;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Takes the text out of a PDF or HTML document: {@code ReaderProgram TYPE FILE TEXT}. It ends with 0 once the text stands in the
 * last, or with a fault's exit value.
 */
final class ReaderProgram {

    private ReaderProgram() {}

    public static void main(String[] arguments) {
        int exit = 0;
        try {
            read(DocumentType.valueOf(arguments[0]), Path.of(arguments[1]), Path.of(arguments[2]));
        } catch (UnreadableDocument unreadable) {
            exit = unreadable.fault().exit();
        } catch (IOException | RuntimeException broken) {
            // Parsers meet what they don't expect in documents that are not what they should be.
            exit = DocumentFault.BROKEN.exit();
        } catch (StackOverflowError deep) {
            exit = DocumentFault.TOO_COMPLEX.exit();
        }
        Runtime.getRuntime().halt(exit);
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
