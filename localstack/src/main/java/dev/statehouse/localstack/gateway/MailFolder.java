package dev.statehouse.localstack.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/** The messages that the local stack kept instead of sending them: a page of plain text, the newest first. */
final class MailFolder {
    private static final int MOST = 50;
    private static final String TEXT = "text/plain;charset=UTF-8";

    private final Path folder;

    MailFolder(Path folder) {
        this.folder = folder;
    }

    Answer list() throws IOException {
        StringBuilder page = new StringBuilder();
        for (Path message : newest()) {
            page.append(Files.readString(message)).append("\n--------\n\n");
        }
        String text = page.isEmpty() ? "No messages yet.\n" : page.toString();
        return Answer.of(200, TEXT, text.getBytes(StandardCharsets.UTF_8));
    }

    /** Their names sort by time. */
    private List<Path> newest() throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.toString().endsWith(".eml"))
                    .sorted(Comparator.reverseOrder())
                    .limit(MOST)
                    .toList();
        }
    }
}
