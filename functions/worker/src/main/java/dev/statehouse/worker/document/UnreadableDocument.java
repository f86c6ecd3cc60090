package dev.statehouse.worker.document;

/** A document of which no text can be had, however often it is tried. */
public final class UnreadableDocument extends Exception {

    private static final long serialVersionUID = 1L;

    private final DocumentFault fault;

    public UnreadableDocument(DocumentFault fault) {
        super(fault.words());
        this.fault = fault;
    }

    public DocumentFault fault() {
        return fault;
    }
}
