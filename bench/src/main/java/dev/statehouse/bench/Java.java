package dev.statehouse.bench;

import java.nio.file.Path;

/** The Java that runs the bench, which runs everything else of Java too. */
final class Java {

    static final String EXECUTABLE =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    static final String CLASS_PATH = System.getProperty("java.class.path");

    private Java() {}
}
