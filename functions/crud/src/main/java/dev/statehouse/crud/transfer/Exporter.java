package dev.statehouse.crud.transfer;

import dev.statehouse.data.Ids;
import dev.statehouse.data.storage.FileLink;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import dev.statehouse.http.Caller;
import dev.statehouse.http.RequestError;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Answers with a file, or with a link to it. */
@Singleton
final class Exporter {

    private static final int MEGABYTE = 1024 * 1024;
    private static final int MOST_INLINE_BYTES = 4 * MEGABYTE;

    // On Lambda's temporary storage, which has 512 MB unless more is asked for.
    private static final long MOST_BYTES = 100L * MEGABYTE;

    private final WorkspaceFiles files;

    Exporter(WorkspaceFiles files) {
        this.files = files;
    }

    /** What writes a file, and says how many rows it has. */
    @FunctionalInterface
    interface Content {
        int write(OutputStream target);
    }

    /**
     * The file, or a link to it.
     *
     * @param delivery {@code inline}, also if absent, or {@code url}
     * @param name of the file, without the ending that its format has
     */
    HttpResponse<?> export(Caller caller, @Nullable String delivery, FileFormat format, String name, Content content) {
        String file = name + "." + format.label();
        return isByLink(delivery) ? byLink(caller, format, file, content) : inline(format, file, content);
    }

    private static boolean isByLink(@Nullable String delivery) {
        if (delivery == null || delivery.equals("inline")) {
            return false;
        }
        if (delivery.equals("url")) {
            return true;
        }
        throw RequestError.malformed("delivery", "delivery must be inline or url");
    }

    private static HttpResponse<?> inline(FileFormat format, String name, Content content) {
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        content.write(new BoundedOutput(file, MOST_INLINE_BYTES, "ask for it with delivery=url"));
        return HttpResponse.ok(file.toByteArray())
                .header(HttpHeaders.CONTENT_TYPE, format.mediaType() + ";charset=utf-8")
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + "\"");
    }

    private HttpResponse<?> byLink(Caller caller, FileFormat format, String name, Content content) {
        try {
            Path file = Files.createTempFile("export", null);
            try {
                return HttpResponse.ok(store(caller, format, name, content, file))
                        .contentType(MediaType.APPLICATION_JSON_TYPE);
            } finally {
                Files.delete(file);
            }
        } catch (IOException full) {
            throw new UncheckedIOException(full);
        }
    }

    private Export store(Caller caller, FileFormat format, String name, Content content, Path file) throws IOException {
        try (OutputStream output = Files.newOutputStream(file)) {
            BoundedOutput bounded = new BoundedOutput(output, MOST_BYTES, "narrow it by the list's filters");
            int rows = content.write(bounded);
            WorkspaceFile stored = WorkspaceFile.export(caller, Ids.next());
            files.write(stored, file, format.mediaType());
            FileLink link = files.linkToRead(stored, name);
            return new Export(link.url(), link.expiresAt(), rows, bounded.bytes());
        }
    }
}
