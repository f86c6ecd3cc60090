package dev.statehouse.localstack.function;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A function's zip, unpacked beside others of its kind under a folder named after its content. Thread-safe. */
final class Artefact {
    private final Path zip;
    private final Path folder;

    Artefact(Path zip, Path folder) {
        this.zip = zip;
        this.folder = folder;
    }

    /** Changes when the zip is written again; cheap. A zip that is absent for a moment counts as unchanged. */
    Version version() {
        try {
            return new Version(Files.getLastModifiedTime(zip), Files.size(zip));
        } catch (IOException e) {
            return Version.ABSENT;
        }
    }

    /** The unpacked zip, unpacked now if its content is new. Of several instances that start at once, one does so. */
    synchronized Path unpacked() throws IOException {
        if (!Files.exists(zip)) {
            throw new NoSuchFileException(zip.toString(), null, "the function is not built");
        }
        Path target = folder.resolve(contentHash());
        if (!Files.isDirectory(target)) {
            Files.createDirectories(folder);
            Path unfinished = Files.createTempDirectory(folder, "unpacking-");
            unpack(unfinished);
            Files.move(unfinished, target, StandardCopyOption.ATOMIC_MOVE);
        }
        return target;
    }

    /** Removes what earlier runs unpacked, but for the current content. */
    void removeOld() throws IOException {
        if (!Files.isDirectory(folder) || !Files.exists(zip)) {
            return;
        }
        Path current = folder.resolve(contentHash());
        for (Path old : children(folder)) {
            if (!old.equals(current)) {
                deleteTree(old);
            }
        }
    }

    private String contentHash() throws IOException {
        try (InputStream input = Files.newInputStream(zip)) {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            byte[] buffer = new byte[1 << 16];
            for (int read = input.read(buffer); read >= 0; read = input.read(buffer)) {
                digest.update(buffer, 0, read);
            }
            return HexFormat.of().formatHex(digest.digest(), 0, 12);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private void unpack(Path target) throws IOException {
        try (ZipInputStream input = new ZipInputStream(Files.newInputStream(zip))) {
            for (ZipEntry entry = input.getNextEntry(); entry != null; entry = input.getNextEntry()) {
                Path file = target.resolve(entry.getName()).normalize();
                if (!file.startsWith(target)) {
                    throw new IOException("%s: entry outside of the zip: %s".formatted(zip, entry.getName()));
                }
                if (entry.isDirectory()) {
                    Files.createDirectories(file);
                } else {
                    Files.createDirectories(file.resolve("..").normalize());
                    Files.copy(input, file);
                }
            }
        }
    }

    private static List<Path> children(Path directory) throws IOException {
        try (Stream<Path> children = Files.list(directory)) {
            return children.toList();
        }
    }

    private static void deleteTree(Path root) throws IOException {
        try (Stream<Path> tree = Files.walk(root)) {
            for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }

    record Version(FileTime modified, long bytes) {
        static final Version ABSENT = new Version(FileTime.fromMillis(0), -1);
    }
}
