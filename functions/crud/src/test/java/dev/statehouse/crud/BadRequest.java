package dev.statehouse.crud;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A request that is refused, and how.
 *
 * @param path with its query, encoded; {@code {card}} stands for a card's id, {@code {project}} for a project's
 * @param status of the answer
 * @param culprit what the answer blames: a JSON pointer into the body ("" is all of it), the name of a parameter, path
 *     segment or header, or null where no single field is at fault
 */
record BadRequest(
        String method,
        String path,
        Map<String, String> headers,
        @Nullable String body,
        int status,
        @Nullable String culprit) {

    private static final Map<String, String> JSON = Map.of("content-type", "application/json");

    static BadRequest get(String path, int status, @Nullable String culprit) {
        return new BadRequest("GET", path, Map.of(), null, status, culprit);
    }

    static BadRequest post(String path, String body, int status, @Nullable String culprit) {
        return new BadRequest("POST", path, JSON, body, status, culprit);
    }

    static BadRequest put(String path, String body, int status, @Nullable String culprit) {
        return new BadRequest("PUT", path, JSON, body, status, culprit);
    }

    /** With the If-Match that a change needs. */
    static BadRequest patch(String path, String body, int status, @Nullable String culprit) {
        return new BadRequest("PATCH", path, JSON, body, status, culprit).with("if-match", "*");
    }

    static BadRequest send(String method, String path, int status, @Nullable String culprit) {
        return new BadRequest(method, path, Map.of(), null, status, culprit);
    }

    /** The same with a header; a null value takes the header away. */
    BadRequest with(String name, @Nullable String value) {
        Map<String, String> changed = new LinkedHashMap<>(headers);
        if (value == null) {
            changed.remove(name);
        } else {
            changed.put(name, value);
        }
        return new BadRequest(method, path, changed, body, status, culprit);
    }

    @Override
    public String toString() {
        String sent = body == null ? "" : body.length() > 80 ? body.substring(0, 80) + "…" : body;
        String blamed = culprit == null ? "" : culprit.isEmpty() ? " the body" : " " + culprit;
        String line = "%s %s %s %s → %d%s"
                .formatted(
                        method,
                        path.length() > 120 ? path.substring(0, 120) + "…" : path,
                        headers.equals(JSON) ? "" : headers,
                        sent,
                        status,
                        blamed);
        // A test's name goes into an XML report, which holds no control characters and no lone surrogates.
        return line.replaceAll("[\\p{Cntrl}\\p{Cs}]", "·").replaceAll(" +", " ");
    }
}
