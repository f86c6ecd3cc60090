package dev.statehouse.worker.document;

/** Why there is no text to be had of a document, in words for whoever brought it. */
public enum DocumentFault {
    UNKNOWN_TYPE("the file is neither a PDF nor HTML nor text in UTF-8"),
    NOT_A_PDF("the file is said to be a PDF, and is none"),
    NOT_HTML("the file is said to be HTML, and is none"),
    NOT_TEXT("the file is said to be text, and is a PDF or HTML: announce it as what it is"),
    NOT_UTF8("the text is not UTF-8: save it in that encoding"),
    HAS_NUL("the text has a NUL character, so it is no text"),
    CHANGED("the file is not the one that was announced: its size or SHA-256 is another"),
    ENCRYPTED("the PDF is encrypted, or forbids its text to be taken out: bring it without a password"),
    BROKEN("the document is broken, or ends early"),
    NO_TEXT("there is no text in the document: if it was scanned, bring the text that was recognised in it"),
    TOO_MANY_PAGES("the document has more than %,d pages: split it".formatted(DocumentFault.MOST_PAGES)),
    TOO_LONG("the document has more than 10 MB of text: split it"),
    TOO_COMPLEX("the document is nested too deeply"),
    TOO_LARGE("the document takes more memory to read than there is for it: split it, or save it anew"),
    TOO_SLOW("the document takes too long to read: split it, or save it anew"),
    TOO_MANY_PIECES("the text would make more than 50,000 pieces: let pieces be larger, or split the text");

    static final int MOST_PAGES = 5_000;

    private final String words;

    DocumentFault(String words) {
        this.words = words;
    }

    public String words() {
        return words;
    }
}
