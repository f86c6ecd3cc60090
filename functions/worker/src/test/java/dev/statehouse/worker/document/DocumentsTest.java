package dev.statehouse.worker.document;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which texts come out of which files, and what those do to the worker that are made to harm it. */
class DocumentsTest {

    private static final String PDF = "application/pdf";
    private static final String HTML = "text/html";
    private static final String PLAIN = "text/plain";

    @TempDir
    private Path folder;

    private String read(byte[] content, String said) throws IOException, UnreadableDocument {
        return read(content, said, new DocumentSettings(Duration.ofSeconds(60), 384));
    }

    private String read(byte[] content, String said, DocumentSettings settings) throws IOException, UnreadableDocument {
        Path file = Files.write(folder.resolve("document"), content);
        return new Documents(new ReaderProcess(settings)).read(file, said, () -> {});
    }

    private String html(String page) throws IOException, UnreadableDocument {
        return read(page.getBytes(StandardCharsets.UTF_8), HTML);
    }

    private void assertRefused(DocumentFault fault, byte[] content, String said) {
        assertEquals(
                fault,
                assertThrows(UnreadableDocument.class, () -> read(content, said))
                        .fault());
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void allPagesOfAPdfAreRead() throws Exception {
        String text = read(Pdfs.of("The first page.\nIts second line.", "The second page.", ""), PDF);
        assertEquals(
                "The first page.\nIts second line.\n\nThe second page.",
                text.strip().replaceAll("\n\n+", "\n\n"));
    }

    @Test
    void whatIsWrongWithAPdfIsTold() {
        byte[] whole = Pdfs.of("Some text.");
        assertRefused(DocumentFault.ENCRYPTED, Pdfs.encrypted("Some text."), PDF);
        assertRefused(DocumentFault.ENCRYPTED, Pdfs.restricted("Some text."), PDF);
        assertRefused(DocumentFault.NO_TEXT, Pdfs.of("", ""), PDF);
        assertRefused(DocumentFault.BROKEN, Arrays.copyOf(whole, whole.length / 2), PDF);
        assertRefused(DocumentFault.BROKEN, bytes("%PDF-1.7\nand nothing else\n%%EOF"), PDF);
        assertRefused(DocumentFault.BROKEN, bytes("%PDF-1.7"), PDF);
    }

    @Test
    void aFileIsWhatItsContentIs() throws Exception {
        assertRefused(DocumentFault.NOT_A_PDF, bytes("Some text."), PDF);
        assertRefused(DocumentFault.NOT_HTML, Pdfs.of("Some text."), HTML);
        assertRefused(DocumentFault.NOT_TEXT, Pdfs.of("Some text."), PLAIN);
        assertRefused(DocumentFault.NOT_TEXT, bytes(" <!-- x -->\n<!DOCTYPE HTML><p>Text"), "text/markdown");
        assertRefused(DocumentFault.NOT_UTF8, new byte[] {'P', 'K', 3, 4, (byte) 0xff}, PLAIN);
        assertRefused(DocumentFault.NOT_UTF8, new byte[] {'a', (byte) 0xed, (byte) 0xa0, (byte) 0x80}, PLAIN);
        assertRefused(DocumentFault.HAS_NUL, bytes("a\0b"), PLAIN);
        assertRefused(DocumentFault.NOT_HTML, bytes("\0\1\2"), HTML);
        assertRefused(DocumentFault.NO_TEXT, bytes(" \n\u2003"), PLAIN);
        assertEquals(
                "# Title\r\n\ud83d\ude00 e\u0301",
                read(bytes("\ufeff# Title\r\n\ud83d\ude00 e\u0301"), "text/markdown"));
        assertEquals("<p> is a tag", read(bytes("<p> is a tag"), "text/markdown"));
    }

    @Test
    void aPageIsReadAsItsReaderSeesIt() throws Exception {
        assertEquals("""
                Title

                One two three.

                First
                Second

                A B
                C D

                Last & least""", html("""
                <!doctype html><html><head><title>Not this</title><style>p { color: red }</style>
                <script>alert("not this")</script></head><body onload="nor this">
                <h1>Title</h1><p>One <b>two</b>
                   three.<script>evil()</script><!-- nor this --></p>
                <ul><li>First<li>Second</ul>
                <noscript>none</noscript><template>none</template><iframe src="http://169.254.169.254/">none</iframe>
                <svg><text>none</text></svg><textarea>none</textarea>
                <table><tr><td>A<td>B<tr><td>C<td>D</table>
                <p>Last &amp; least"""));
    }

    @Test
    void brokenAndNastyPagesAreRead() throws Exception {
        assertEquals("a<script>b", html("<p>a&lt;script>b<style>unclosed { "));
        assertEquals("xy\n\nz", html("<p>x<b>y</p></b></p></div></html>z"));
        assertEquals("deep", html("<div>".repeat(50_000) + "deep"));
        assertRefused(DocumentFault.NO_TEXT, bytes("<script>alert(1)</script><style>p{}</style>"), HTML);
        byte[] latin =
                "<html><head><meta charset='iso-8859-1'></head><p>caf\u00e9".getBytes(StandardCharsets.ISO_8859_1);
        assertEquals("caf\u00e9", read(latin, HTML));
    }

    @Test
    void aBombTakesNeitherMemoryNorTimeBeyondItsShare() throws Exception {
        DocumentSettings small = new DocumentSettings(Duration.ofSeconds(3), 64);
        byte[] slow = bomb(500_000_000L);
        assertTrue(slow.length < Documents.MOST_BYTES, "small as it is");
        assertEquals(
                DocumentFault.TOO_SLOW,
                assertThrows(UnreadableDocument.class, () -> read(slow, PDF, small))
                        .fault());
        byte[] large = bytes("<p>x</p>".repeat(1_300_000));
        assertEquals(
                DocumentFault.TOO_LARGE,
                assertThrows(
                                UnreadableDocument.class,
                                () -> read(large, HTML, new DocumentSettings(Duration.ofMinutes(1), 64)))
                        .fault());
    }

    @Test
    void moreThanTenMegabytesOfTextAreRefused() {
        assertRefused(DocumentFault.TOO_LONG, bytes("<p>" + "\u4f60".repeat(3_495_254)), HTML);
    }

    @Test
    void theReaderIsToldNothingOfTheWorker() {
        assertTrue(ReaderProcess.classPath()
                .lines()
                .noneMatch(place -> place.contains("awssdk") || place.contains("postgresql")));
    }

    /** A PDF of one page whose content unpacks to so many bytes. */
    private static byte[] bomb(long bytes) throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (OutputStream target = new DeflaterOutputStream(packed)) {
            byte[] spaces = bytes(" ".repeat(1_000_000));
            for (long i = 0; i < bytes; i += spaces.length) {
                target.write(spaces);
            }
        }
        ByteArrayOutputStream pdf = new ByteArrayOutputStream();
        pdf.writeBytes(bytes("""
                %PDF-1.4
                1 0 obj <</Type /Catalog /Pages 2 0 R>> endobj
                2 0 obj <</Type /Pages /Kids [3 0 R] /Count 1>> endobj
                3 0 obj <</Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R>> endobj
                """));
        pdf.writeBytes(bytes("4 0 obj <</Length " + packed.size() + " /Filter /FlateDecode>> stream\n"));
        pdf.writeBytes(packed.toByteArray());
        pdf.writeBytes(bytes("\nendstream endobj\ntrailer <</Root 1 0 R>>\n%%EOF\n"));
        return pdf.toByteArray();
    }
}
