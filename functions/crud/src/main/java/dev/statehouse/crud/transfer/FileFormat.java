package dev.statehouse.crud.transfer;

import dev.statehouse.http.RequestError;

/** How cards are written in a file. */
enum FileFormat {
    CSV("csv", "text/csv"),
    NDJSON("ndjson", "application/x-ndjson");

    private final String label;
    private final String mediaType;

    FileFormat(String label, String mediaType) {
        this.label = label;
        this.mediaType = mediaType;
    }

    static FileFormat named(String name) {
        for (FileFormat format : values()) {
            if (format.label.equals(name)) {
                return format;
            }
        }
        throw RequestError.malformed("format", "format must be csv or ndjson");
    }

    /** As parameters and file names have it. */
    String label() {
        return label;
    }

    String mediaType() {
        return mediaType;
    }
}
