package dev.statehouse.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.SecureRandom;
import java.util.Base64;

/** A key file, which only its owner reads. */
public record TestKeyFile(Path path) {

    public static TestKeyFile holding(String... names) {
        try {
            TestKeyFile file = new TestKeyFile(Files.createTempFile("credential-keys", ""));
            file.path.toFile().deleteOnExit();
            for (String name : names) {
                file.add(name);
            }
            return file;
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }

    /** Makes a new key the present one. */
    public void add(String name) {
        byte[] key = new byte[32];
        new SecureRandom().nextBytes(key);
        try {
            Files.writeString(
                    path, name + " " + Base64.getEncoder().encodeToString(key) + "\n", StandardOpenOption.APPEND);
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
    }
}
