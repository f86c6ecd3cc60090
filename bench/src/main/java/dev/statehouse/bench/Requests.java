package dev.statehouse.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * The requests of a benchmark, the same for every contender that takes them, in a file that workers and wrk read.
 *
 * @param name of the file
 */
record Requests(String name, List<Get> all) {

    /** @param path with its query, encoded */
    record Get(UUID workspace, String path) {

        static Get parse(String line) {
            int space = line.indexOf(' ');
            return new Get(UUID.fromString(line.substring(0, space)), line.substring(space + 1));
        }

        String line() {
            return workspace + " " + path;
        }

        /** The last segment of the path: a card's id, where there is one. */
        String last() {
            return path.substring(path.lastIndexOf('/') + 1);
        }
    }

    static Requests points(Cards cards) {
        return new Requests(
                "point",
                cards.sample().stream()
                        .map(card -> new Get(cards.workspaceOf(card), "/v1/prompt-cards/" + Cards.cardId(card)))
                        .toList());
    }

    static Requests lists(Cards cards) {
        return new Requests(
                "list",
                cards.sample().stream()
                        .map(card -> new Get(cards.workspaceOf(card), "/v1/prompt-cards"))
                        .toList());
    }

    static List<Get> read(Path file) {
        try {
            return Files.readAllLines(file).stream().map(Get::parse).toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /** Writes the file anew. */
    Path file() {
        try {
            Path file = Shell.target().resolve("requests-" + name + ".txt");
            return Files.write(file, all.stream().map(Get::line).toList());
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
