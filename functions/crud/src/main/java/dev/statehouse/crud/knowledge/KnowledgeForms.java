package dev.statehouse.crud.knowledge;

import dev.statehouse.http.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The forms of an entry's fields, as the database has them. */
public final class KnowledgeForms {

    /** Characters of a text that comes in a body: with JSON's escapes still below what a function takes. */
    static final int MOST_INLINE = 1_000_000;

    /** Bytes of a text, in UTF-8. */
    static final int MOST_BYTES = 10 * 1024 * 1024;

    /**
     * Tokens of a piece where nothing is said. The models that make vectors of pieces read no more than 512 of their own tokens
     * (bge-small-en-v1.5, by its model card) and cut off the rest without a word; theirs are a fifth more than these.
     */
    public static final int USUAL_TOKENS = 400;

    /** A fifth: within the 10 to 30 percent that search services advise. */
    public static final int USUAL_OVERLAP = 80;

    static final int LEAST_TOKENS = 64;
    static final int MOST_TOKENS = 2_000;
    static final int MOST_OVERLAP = MOST_TOKENS / 2;

    static final String SOURCE_TYPE = "file|pdf|text|url";
    static final String NO_SOURCE_TYPE = "must be file, pdf, text or url";

    static final String STATE = "waiting|processing|ready|failed";
    static final String NO_STATE = "must be waiting, processing, ready or failed";

    /** Without a user: what stands before an at sign looks like the host. */
    static final String URL = "https?://[A-Za-z0-9.:\\[\\]-]+([/?#][!-~]*)?";

    static final String NO_URL = "must be an http or https URL without user";
    static final int LONGEST_URL = 2_000;

    static final String LANGUAGE = "[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8})*";
    static final String NO_LANGUAGE = "must be a tag such as en, de-CH or zh-Hant";
    static final int LONGEST_LANGUAGE = 35;

    static final String CONTENT_TYPE = "application/pdf|text/html|text/markdown|text/plain";
    static final String NO_CONTENT_TYPE = "must be application/pdf, text/html, text/markdown or text/plain";

    private KnowledgeForms() {}

    /** What is wrong with fields that fit each alone, and not together. */
    static List<FieldError> faults(String sourceType, @Nullable String sourceUrl, int tokens, int overlap) {
        List<FieldError> faults = new ArrayList<>();
        if (sourceType.equals("url") && sourceUrl == null) {
            faults.add(FieldError.inBody("/sourceUrl", "must be there if sourceType is url"));
        }
        if (overlap > tokens / 2) {
            faults.add(FieldError.inBody("/pieceOverlap", "must be at most half of pieceTokens, which are " + tokens));
        }
        return faults;
    }
}
