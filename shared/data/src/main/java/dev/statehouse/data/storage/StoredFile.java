package dev.statehouse.data.storage;

import java.io.InputStream;
import software.amazon.awssdk.core.ResponseInputStream;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;

/** A file that is being read. Closing it early drops the connection rather than read the rest. */
public final class StoredFile implements AutoCloseable {

    private final ResponseInputStream<GetObjectResponse> content;

    StoredFile(ResponseInputStream<GetObjectResponse> content) {
        this.content = content;
    }

    public InputStream content() {
        return content;
    }

    public long bytes() {
        return content.response().contentLength();
    }

    @Override
    public void close() {
        content.abort();
    }
}
