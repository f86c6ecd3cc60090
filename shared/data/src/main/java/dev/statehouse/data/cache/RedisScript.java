package dev.statehouse.data.cache;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * A Lua script of Redis.
 *
 * @param sha1 by which Redis finds a script that it was given before
 */
public record RedisScript(String text, String sha1) {

    /** One script from several files, in this order, so that scripts can share functions. */
    public static RedisScript of(Class<?> beside, String... resources) {
        StringBuilder text = new StringBuilder();
        for (String resource : resources) {
            text.append(read(beside, resource)).append('\n');
        }
        return of(text.toString());
    }

    /** A script that needs no file. */
    public static RedisScript of(String text) {
        return new RedisScript(text, sha1(text));
    }

    private static String read(Class<?> beside, String resource) {
        try (InputStream file = beside.getResourceAsStream(resource)) {
            if (file == null) {
                throw new IllegalStateException("there is no " + resource + " beside " + beside);
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    // Redis's own name for a script (EVALSHA), which proves nothing to anybody.
    private static String sha1(String text) {
        try {
            return HexFormat.of()
                    .formatHex(MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException never) {
            throw new AssertionError("every JVM has SHA-1", never);
        }
    }
}
