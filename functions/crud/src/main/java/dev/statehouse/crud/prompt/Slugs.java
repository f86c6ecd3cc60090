package dev.statehouse.crud.prompt;

import java.text.Normalizer;
import java.util.Locale;
import java.util.UUID;

/** Slugs from titles. */
final class Slugs {

    private static final int LONGEST = 80;

    private Slugs() {}

    /** Letters of Latin script without their accents, digits and hyphens; {@code prompt} where nothing is left. */
    static String of(String title) {
        String plain = Normalizer.normalize(title, Normalizer.Form.NFKD).replaceAll("\\p{M}+", "");
        String slug =
                plain.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceAll("^-+|-+$", "");
        String cut = slug.length() > LONGEST ? slug.substring(0, LONGEST).replaceAll("-+$", "") : slug;
        return cut.isEmpty() || isUuid(cut) ? "prompt" : cut;
    }

    /** A slug that nobody else has, from the card's own id. */
    static String unique(String slug, UUID id) {
        return slug + "-" + id.toString().substring(28);
    }

    /** Paths take a UUID for an id, so no slug may look like one. */
    static boolean isUuid(String slug) {
        return slug.matches("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    }
}
