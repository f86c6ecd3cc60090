package dev.statehouse.data.job;

import java.util.regex.Pattern;

/**
 * A kind of job: its name, the record that its payload is, and how it is tried.
 *
 * @param name lower-case words joined by hyphens; it stands in rows, so it never changes
 * @param payload a record of texts, numbers, ids and lists of them
 * @param maxAttempts after so many a job is dead; from 1 to 100
 * @param backoff how long it waits between attempts
 */
public record JobKind<T extends Record>(String name, Class<T> payload, int maxAttempts, Backoff backoff) {

    private static final Pattern NAME = Pattern.compile("[a-z]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final int MOST_ATTEMPTS = 100;

    public JobKind {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("not a name of a kind: " + name);
        }
        if (maxAttempts < 1 || maxAttempts > MOST_ATTEMPTS) {
            throw new IllegalArgumentException("attempts are from 1 to " + MOST_ATTEMPTS + ", not " + maxAttempts);
        }
    }

    /** A job of this kind, to run as soon as may be. */
    public NewJob<T> of(T content) {
        return new NewJob<>(this, content, null, null, Priority.NORMAL, null);
    }
}
