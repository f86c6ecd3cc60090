package dev.statehouse.localstack.function;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ArtefactTest {

    private static final int FILES = 500;

    @TempDir
    private Path folder;

    @Test
    void instancesThatStartAtOnceFindItUnpackedOnceAndWhole() throws Exception {
        Path zip = folder.resolve("function.zip");
        try (ZipOutputStream output = new ZipOutputStream(Files.newOutputStream(zip))) {
            for (int i = 0; i < FILES; i++) {
                output.putNextEntry(new ZipEntry("classes/File" + i));
                output.write("content".getBytes(StandardCharsets.UTF_8));
            }
        }
        Artefact artefact = new Artefact(zip, folder.resolve("unpacked"));
        Set<Path> unpacked = new HashSet<>();
        try (ExecutorService threads = Executors.newFixedThreadPool(4)) {
            Callable<Path> start = artefact::unpacked;
            for (Future<Path> path : threads.invokeAll(List.of(start, start, start, start))) {
                unpacked.add(path.get());
            }
        }
        assertEquals(1, unpacked.size());
        try (Stream<Path> files = Files.list(unpacked.iterator().next().resolve("classes"));
                Stream<Path> others = Files.list(folder.resolve("unpacked"))) {
            assertEquals(FILES, files.count());
            assertEquals(1, others.count(), "nothing half unpacked is left");
        }
    }
}
