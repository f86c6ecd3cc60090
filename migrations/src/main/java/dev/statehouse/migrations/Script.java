package dev.statehouse.migrations;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

/** A script packaged with this module. */
final class Script {

    private Script() {}

    static String read(String resource) {
        try (InputStream script = Script.class.getClassLoader().getResourceAsStream(resource)) {
            if (script == null) {
                throw new IllegalStateException(resource + " is not on the class path");
            }
            return new String(script.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
