package dev.statehouse.crud.transfer;

import dev.statehouse.data.DataError;
import dev.statehouse.data.storage.StoredFile;
import dev.statehouse.data.storage.WorkspaceFile;
import dev.statehouse.data.storage.WorkspaceFiles;
import dev.statehouse.http.Caller;
import dev.statehouse.http.RequestError;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.MediaType;
import jakarta.inject.Singleton;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.util.function.Supplier;

/** Finds the file that a request brings: its body, or an upload that its body names. */
@Singleton
final class ImportBodies {

    private static final int MOST_INLINE_BYTES = 4 * 1024 * 1024;

    private final UploadedFiles uploads;
    private final WorkspaceFiles files;

    ImportBodies(UploadedFiles uploads, WorkspaceFiles files) {
        this.uploads = uploads;
        this.files = files;
    }

    /** What makes an answer of a file. */
    @FunctionalInterface
    interface Reader<T> {
        T read(FileFormat format, InputStream content);
    }

    /**
     * What reads the file, once it is called.
     *
     * @throws RequestError if the request brings none, or too large a one
     */
    <T> Supplier<T> reading(Caller caller, HttpRequest<?> request, byte[] body, Reader<T> reader) {
        String type = request.getContentType().map(MediaType::getSubtype).orElse("");
        return switch (type) {
            case "csv" -> inline(FileFormat.CSV, body, reader);
            case "x-ndjson" -> inline(FileFormat.NDJSON, body, reader);
            default -> uploaded(caller, uploads.parse(body), reader);
        };
    }

    private <T> Supplier<T> uploaded(Caller caller, UploadedFile upload, Reader<T> reader) {
        return () -> {
            try (StoredFile file = open(caller, upload)) {
                return reader.read(FileFormat.named(upload.format()), file.content());
            }
        };
    }

    private static <T> Supplier<T> inline(FileFormat format, byte[] file, Reader<T> reader) {
        if (file.length > MOST_INLINE_BYTES) {
            throw RequestError.tooLarge("an inline file may have at most 4 MB: send it to an upload, POST /v1/uploads");
        }
        return () -> reader.read(format, new ByteArrayInputStream(file));
    }

    private StoredFile open(Caller caller, UploadedFile upload) {
        StoredFile file = files.open(WorkspaceFile.upload(caller, upload.uploadId()))
                .orElseThrow(() -> new DataError(
                        DataError.Kind.NOT_FOUND,
                        "there is no such upload: nothing was sent to it, or it has expired"));
        if (file.bytes() > NewUpload.MOST_BYTES) {
            file.close();
            throw RequestError.tooLarge("a file may have at most 32 MB: split it");
        }
        return file;
    }
}
