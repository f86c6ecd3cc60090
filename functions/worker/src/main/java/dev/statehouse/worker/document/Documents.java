package dev.statehouse.worker.document;

import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Takes texts out of files. Thread-safe. */
@Singleton
public final class Documents {

    /** Of UTF-8, in a text. */
    public static final int MOST_BYTES = 10 * 1024 * 1024;

    private static final char BYTE_ORDER_MARK = '\uFEFF';

    private final ReaderProcess reader;

    Documents(ReaderProcess reader) {
        this.reader = reader;
    }

    /**
     * The text of a document: of PDF and HTML what a reader sees, of Markdown and plain text every character but for a byte order
     * mark.
     *
     * @param said the media type that it is said to have; it is refused if it has another
     * @param checkpoint called every second while a document is read; it may throw, which ends the reading
     */
    public String read(Path file, String said, Runnable checkpoint) throws UnreadableDocument {
        try {
            DocumentType type = DocumentType.of(head(file), said);
            String text = type == DocumentType.TEXT ? plain(file) : reader.read(type, file, checkpoint);
            if (text.isBlank()) {
                throw new UnreadableDocument(DocumentFault.NO_TEXT);
            }
            return text;
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private static byte[] head(Path file) throws IOException {
        try (InputStream content = Files.newInputStream(file)) {
            return content.readNBytes(DocumentType.HEAD);
        }
    }

    private static String plain(Path file) throws IOException, UnreadableDocument {
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Files.readAllBytes(file)))
                    .toString();
            if (text.indexOf('\0') >= 0) {
                throw new UnreadableDocument(DocumentFault.HAS_NUL);
            }
            return !text.isEmpty() && text.charAt(0) == BYTE_ORDER_MARK ? text.substring(1) : text;
        } catch (CharacterCodingException malformed) {
            throw new UnreadableDocument(DocumentFault.NOT_UTF8);
        }
    }
}
