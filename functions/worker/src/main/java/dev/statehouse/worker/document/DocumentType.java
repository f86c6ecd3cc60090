package dev.statehouse.worker.document;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;

/** What a document is. */
enum DocumentType {
    PDF,
    HTML,
    TEXT;

    /** Bytes from the beginning by which a document is known. */
    static final int HEAD = 4096;

    private static final Pattern PDF_HEAD = Pattern.compile("(?s)(\\xEF\\xBB\\xBF)?\\s*+%PDF-.*");

    // A declaration, comments and space may come before.
    private static final Pattern HTML_HEAD = Pattern.compile(
            "(?si)(\\xEF\\xBB\\xBF)?(\\s++|<\\?xml[^>]*+>|<!--.*?-->)*+(<!doctype\\s+html|<(html|head|body)[\\s>]).*");

    /**
     * Tells it by what the document begins with.
     *
     * @param said a media type that is taken
     * @throws UnreadableDocument if that is not what it is
     */
    static DocumentType of(byte[] head, String said) throws UnreadableDocument {
        DocumentType seen = seen(head);
        return switch (said) {
            case "application/pdf" -> expected(seen == PDF, PDF, DocumentFault.NOT_A_PDF);
            // A part of a page has no beginning to be known by.
            case "text/html" -> expected(seen != PDF && !hasNul(head), HTML, DocumentFault.NOT_HTML);
            case "text/plain", "text/markdown" -> expected(seen == TEXT, TEXT, DocumentFault.NOT_TEXT);
            default -> throw new UnreadableDocument(DocumentFault.UNKNOWN_TYPE);
        };
    }

    private static DocumentType expected(boolean isSo, DocumentType type, DocumentFault fault)
            throws UnreadableDocument {
        if (!isSo) {
            throw new UnreadableDocument(fault);
        }
        return type;
    }

    private static DocumentType seen(byte[] head) {
        String text = new String(head, StandardCharsets.ISO_8859_1);
        if (PDF_HEAD.matcher(text).matches()) {
            return PDF;
        }
        return HTML_HEAD.matcher(text).matches() ? HTML : TEXT;
    }

    private static boolean hasNul(byte[] head) {
        for (byte one : head) {
            if (one == 0) {
                return true;
            }
        }
        return false;
    }
}
