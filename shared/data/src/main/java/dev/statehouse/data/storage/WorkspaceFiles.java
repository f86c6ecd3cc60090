package dev.statehouse.data.storage;

import dev.statehouse.data.DataError;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.awscore.presigner.PresignedRequest;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CommonPrefix;
import software.amazon.awssdk.services.s3.model.DeleteObjectsResponse;
import software.amazon.awssdk.services.s3.model.ObjectIdentifier;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.presigner.model.PresignedPutObjectRequest;

/**
 * The files of all workspaces, in one bucket of S3 or of a store that speaks its protocol. Thread-safe.
 *
 * <p>{@code UPLOADS_BUCKET} names the bucket; {@code AWS_ENDPOINT_URL_S3} another store than Amazon's.
 */
@Singleton
@Requires(classes = S3Client.class)
public final class WorkspaceFiles {

    /** How long a link works. */
    public static final Duration LINK_LIFE = Duration.ofMinutes(15);

    private static final Logger LOG = LoggerFactory.getLogger(WorkspaceFiles.class);

    private final @Nullable String bucket;
    private final @Nullable String endpoint;
    private @Nullable FileStore store;

    WorkspaceFiles(
            @Nullable @Property(name = "uploads.bucket") String bucket,
            @Nullable @Property(name = "aws.endpoint-url-s3") String endpoint) {
        this.bucket = bucket;
        this.endpoint = endpoint;
    }

    /**
     * A link to which the file is sent by PUT.
     *
     * @param bytes its size; the store refuses any other
     */
    public FileLink linkToWrite(WorkspaceFile file, long bytes) {
        return link(() -> store().presigner()
                .presignPutObject(presign -> presign.signatureDuration(LINK_LIFE)
                        .putObjectRequest(
                                put -> put.bucket(bucket()).key(file.key()).contentLength(bytes))));
    }

    /**
     * A link to which one file alone can be sent, by PUT and with the headers that it names.
     *
     * @param sha256 of its content; the store refuses any other
     */
    public SignedUpload linkToWrite(WorkspaceFile file, long bytes, String contentType, byte[] sha256) {
        PresignedPutObjectRequest request = available(() -> store().presigner()
                .presignPutObject(presign -> presign.signatureDuration(LINK_LIFE)
                        .putObjectRequest(put -> put.bucket(bucket())
                                .key(file.key())
                                .contentLength(bytes)
                                .contentType(contentType)
                                .checksumSHA256(Base64.getEncoder().encodeToString(sha256)))));
        return new SignedUpload(new FileLink(uri(request), request.expiration()), headersToSend(request));
    }

    // Whoever sends a file to an address sets the other two by doing so.
    private static Map<String, String> headersToSend(PresignedRequest request) {
        Map<String, String> headers = new TreeMap<>();
        request.signedHeaders().forEach((name, values) -> {
            if (!name.equalsIgnoreCase("host") && !name.equalsIgnoreCase("content-length")) {
                headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values));
            }
        });
        return headers;
    }

    /**
     * A link by which the file is fetched.
     *
     * @param fileName under which a browser saves it
     */
    public FileLink linkToRead(WorkspaceFile file, String fileName) {
        return link(() -> store().presigner()
                .presignGetObject(presign -> presign.signatureDuration(LINK_LIFE)
                        .getObjectRequest(get -> get.bucket(bucket())
                                .key(file.key())
                                .responseContentDisposition("attachment; filename=\"" + fileName + "\""))));
    }

    public void write(WorkspaceFile file, Path content, String contentType) {
        available(() -> store().client()
                .putObject(put -> put.bucket(bucket()).key(file.key()).contentType(contentType), content));
    }

    /** The file, to be closed; empty if there is none. */
    public Optional<StoredFile> open(WorkspaceFile file) {
        return available(() -> {
            try {
                return Optional.of(new StoredFile(
                        store().client().getObject(get -> get.bucket(bucket()).key(file.key()))));
            } catch (S3Exception refused) {
                if (isAbsent(refused)) {
                    return Optional.empty();
                }
                throw refused;
            }
        });
    }

    /** {@return whether there is a bucket at all} */
    public boolean isSetUp() {
        return bucket != null;
    }

    /** Some of a workspace's files, in whatever folders there are; none once all are deleted. */
    public List<ListedFile> some(UUID workspaceId, int most) {
        return available(() -> {
            S3Client client = store().client();
            List<ListedFile> found = new ArrayList<>();
            for (CommonPrefix folder : client.listObjectsV2Paginator(
                            list -> list.bucket(bucket()).delimiter("/"))
                    .commonPrefixes()) {
                if (found.size() < most) {
                    client.listObjectsV2(list -> list.bucket(bucket())
                                    .prefix(folder.prefix() + workspaceId + "/")
                                    .maxKeys(most - found.size()))
                            .contents()
                            .forEach(file -> found.add(new ListedFile(file.key(), file.size())));
                }
            }
            return found;
        });
    }

    /**
     * Deletes files, if they are there.
     *
     * @param keys at most 1,000
     */
    public void delete(List<String> keys) {
        List<ObjectIdentifier> files = keys.stream()
                .map(key -> ObjectIdentifier.builder().key(key).build())
                .toList();
        DeleteObjectsResponse answer = available(() -> store().client()
                .deleteObjects(delete -> delete.bucket(bucket())
                        .delete(these -> these.objects(files).quiet(true))));
        if (answer.hasErrors()) {
            LOG.warn("{} of {} files were not deleted", answer.errors().size(), keys.size());
            throw new DataError(DataError.Kind.UNAVAILABLE, "the file store did not delete all files");
        }
    }

    /** The file's size in bytes; empty if there is none. */
    public OptionalLong size(WorkspaceFile file) {
        return available(() -> {
            try {
                return OptionalLong.of(store().client()
                        .headObject(head -> head.bucket(bucket()).key(file.key()))
                        .contentLength());
            } catch (S3Exception refused) {
                if (isAbsent(refused)) {
                    return OptionalLong.empty();
                }
                throw refused;
            }
        });
    }

    /** Deletes the file, if it is there. */
    public void delete(WorkspaceFile file) {
        available(() ->
                store().client().deleteObject(delete -> delete.bucket(bucket()).key(file.key())));
    }

    // To those who may not list a bucket, S3 says 403 of what is not there (Amazon S3 API Reference, GetObject).
    private static boolean isAbsent(S3Exception refused) {
        return refused.statusCode() == 404 || refused.statusCode() == 403;
    }

    // At the first use and not before: in init, credentials would be caught in a snapshot that outlives them.
    private synchronized FileStore store() {
        if (store == null) {
            store = FileStore.at(endpoint);
        }
        return store;
    }

    private String bucket() {
        if (bucket == null) {
            throw new DataError(DataError.Kind.UNAVAILABLE, "no bucket is set up for files");
        }
        return bucket;
    }

    private static FileLink link(Supplier<? extends PresignedRequest> presigned) {
        PresignedRequest request = available(presigned);
        return new FileLink(uri(request), request.expiration());
    }

    private static URI uri(PresignedRequest request) {
        try {
            return request.url().toURI();
        } catch (URISyntaxException impossible) {
            throw new IllegalStateException("a signed address is not a URI", impossible);
        }
    }

    private static <T> T available(Supplier<T> work) {
        try {
            return work.get();
        } catch (SdkException failed) {
            LOG.warn("The file store is not available: {}", failed.getClass().getName());
            throw new DataError(DataError.Kind.UNAVAILABLE, "the file store is not available");
        }
    }
}
