package dev.statehouse.maintenance;

import java.io.OutputStream;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.CompletedPart;

/**
 * A file of unknown size on its way to S3, a part in memory at a time. It is there once it is completed; closed before that, nothing
 * of it is left. Not thread-safe.
 */
final class ArchiveUpload extends OutputStream {

    // All but the last have 5 MB or more, and 10,000 of them are the most (Amazon S3 User Guide, "Multipart upload
    // limits").
    private static final int PART_BYTES = 16 << 20;

    private final S3Client client;
    private final String bucket;
    private final String key;
    private final String id;
    private final byte[] part = new byte[PART_BYTES];
    private final List<CompletedPart> parts = new ArrayList<>();
    private final MessageDigest digest = Sha256.digest();
    private int filled;
    private long bytes;
    private @Nullable String sha256;

    ArchiveUpload(S3Client client, String bucket, String key) {
        this.client = client;
        this.bucket = bucket;
        this.key = key;
        this.id = client.createMultipartUpload(
                        create -> create.bucket(bucket).key(key).contentType("application/x-ndjson+gzip"))
                .uploadId();
    }

    @Override
    public void write(int octet) {
        write(new byte[] {(byte) octet}, 0, 1);
    }

    @Override
    public void write(byte[] source, int from, int length) {
        digest.update(source, from, length);
        bytes += length;
        for (int at = from; at < from + length; ) {
            int more = Math.min(from + length - at, PART_BYTES - filled);
            System.arraycopy(source, at, part, filled, more);
            filled += more;
            at += more;
            if (filled == PART_BYTES) {
                send();
            }
        }
    }

    private void send() {
        int number = parts.size() + 1;
        byte[] content = filled == PART_BYTES ? part : Arrays.copyOf(part, filled);
        String tag = client.uploadPart(
                        upload -> upload.bucket(bucket).key(key).uploadId(id).partNumber(number),
                        RequestBody.fromBytes(content))
                .eTag();
        parts.add(CompletedPart.builder().partNumber(number).eTag(tag).build());
        filled = 0;
    }

    /** Puts the file in its place. */
    void complete() {
        // A file of nothing is one empty part; any other ends with a part that has something.
        if (filled > 0 || parts.isEmpty()) {
            send();
        }
        client.completeMultipartUpload(
                complete -> complete.bucket(bucket).key(key).uploadId(id).multipartUpload(all -> all.parts(parts)));
        sha256 = HexFormat.of().formatHex(digest.digest());
    }

    long bytes() {
        return bytes;
    }

    /** @throws IllegalStateException if it is not complete */
    String sha256() {
        if (sha256 == null) {
            throw new IllegalStateException("the upload is not complete");
        }
        return sha256;
    }

    @Override
    public void close() {
        if (sha256 == null) {
            client.abortMultipartUpload(abort -> abort.bucket(bucket).key(key).uploadId(id));
        }
    }
}
