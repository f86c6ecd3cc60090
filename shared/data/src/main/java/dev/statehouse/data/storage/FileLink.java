package dev.statehouse.data.storage;

import java.net.URI;
import java.time.Instant;

/**
 * An address that whoever knows it may use until it expires: it is never logged.
 *
 * @param url carries its own signature, so it is used without credentials
 */
public record FileLink(URI url, Instant expiresAt) {

    @Override
    public String toString() {
        return "a link until " + expiresAt;
    }
}
