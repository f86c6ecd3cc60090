package dev.statehouse.worker.document;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.io.IOUtils;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException;
import org.apache.pdfbox.text.PDFTextStripper;

/** The text of a PDF, page by page. */
final class PdfText {

    // Where a PDF ends, it says so (ISO 32000-1, 7.5.5); readers look for it in the last 1,024 bytes (annex H, note
    // 18).
    private static final String END = "%%EOF";
    private static final int TAIL = 1024;

    private PdfText() {}

    static void write(Path file, Writer target) throws IOException, UnreadableDocument {
        checkEnd(file);
        try (PDDocument document =
                Loader.loadPDF(file.toFile(), "", null, null, IOUtils.createTempFileOnlyStreamCache())) {
            if (document.getNumberOfPages() > DocumentFault.MOST_PAGES) {
                throw new UnreadableDocument(DocumentFault.TOO_MANY_PAGES);
            }
            if (!document.getCurrentAccessPermission().canExtractContent()) {
                throw new UnreadableDocument(DocumentFault.ENCRYPTED);
            }
            stripper().writeText(document, target);
        } catch (InvalidPasswordException encrypted) {
            throw new UnreadableDocument(DocumentFault.ENCRYPTED);
        }
    }

    private static PDFTextStripper stripper() {
        PDFTextStripper stripper = new PDFTextStripper();
        stripper.setLineSeparator("\n");
        stripper.setParagraphEnd("\n");
        stripper.setPageEnd("\n");
        return stripper;
    }

    // A parser that mends what it can would give the half that is there for the whole.
    private static void checkEnd(Path file) throws IOException, UnreadableDocument {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "r")) {
            byte[] tail = new byte[(int) Math.min(TAIL, content.length())];
            content.seek(content.length() - tail.length);
            content.readFully(tail);
            if (!new String(tail, StandardCharsets.ISO_8859_1).contains(END)) {
                throw new UnreadableDocument(DocumentFault.BROKEN);
            }
        }
    }
}
