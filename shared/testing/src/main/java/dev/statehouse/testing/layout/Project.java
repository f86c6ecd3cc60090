package dev.statehouse.testing.layout;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;

/** The files of this project. */
public final class Project {

    private Project() {}

    /** A file or folder, by its path from the project's root. */
    public static Path file(String path) {
        String root = Objects.requireNonNull(
                System.getProperty("statehouse.root"), "-Dstatehouse.root must name the project's folder");
        return Path.of(root).resolve(path);
    }

    public static String text(String path) {
        try {
            return Files.readString(file(path));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Names in a folder that have this ending, in order. */
    static List<String> names(String folder, String ending) {
        try (Stream<Path> files = Files.list(file(folder))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Names of all files with this ending, at any depth. */
    static List<String> namesBelow(String folder, String ending) {
        try (Stream<Path> files = Files.walk(file(folder))) {
            return files.map(path -> path.getFileName().toString())
                    .filter(name -> name.endsWith(ending))
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
