package dev.statehouse.worker.document;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.apache.pdfbox.pdmodel.PDDocument;
import org.apache.pdfbox.pdmodel.PDPage;
import org.apache.pdfbox.pdmodel.PDPageContentStream;
import org.apache.pdfbox.pdmodel.encryption.AccessPermission;
import org.apache.pdfbox.pdmodel.encryption.StandardProtectionPolicy;
import org.apache.pdfbox.pdmodel.font.PDType1Font;
import org.apache.pdfbox.pdmodel.font.Standard14Fonts.FontName;
import org.jspecify.annotations.Nullable;

/** PDFs as real programs write them. */
public final class Pdfs {

    private Pdfs() {}

    /** One of these pages; an empty text makes an empty page. */
    public static byte[] of(String... pages) {
        return write(null, null, pages);
    }

    /** One that asks for a password. */
    static byte[] encrypted(String... pages) {
        return write("user", new AccessPermission(), pages);
    }

    /** One that everybody can open, and nobody may copy from. */
    static byte[] restricted(String... pages) {
        AccessPermission permission = new AccessPermission();
        permission.setCanExtractContent(false);
        return write("", permission, pages);
    }

    private static byte[] write(@Nullable String password, @Nullable AccessPermission permission, String... pages) {
        try (PDDocument document = new PDDocument();
                ByteArrayOutputStream file = new ByteArrayOutputStream()) {
            for (String text : pages) {
                PDPage page = new PDPage();
                document.addPage(page);
                if (!text.isEmpty()) {
                    write(document, page, text);
                }
            }
            if (permission != null) {
                StandardProtectionPolicy policy = new StandardProtectionPolicy("owner", password, permission);
                policy.setEncryptionKeyLength(128);
                document.protect(policy);
            }
            document.save(file);
            return file.toByteArray();
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
    }

    private static void write(PDDocument document, PDPage page, String text) throws IOException {
        try (PDPageContentStream content = new PDPageContentStream(document, page)) {
            content.beginText();
            content.setFont(new PDType1Font(FontName.HELVETICA), 12);
            content.newLineAtOffset(50, 700);
            for (String line : text.split("\n", -1)) {
                content.showText(line);
                content.newLineAtOffset(0, -15);
            }
            content.endText();
        }
    }
}
