package dev.statehouse.crud.transfer;

import io.micronaut.core.annotation.Introspected;
import java.net.URI;
import java.time.Instant;

/**
 * A file to be fetched.
 *
 * @param downloadUrl gives the file, without credentials, until it expires
 */
@Introspected
record Export(URI downloadUrl, Instant expiresAt, int rows, long bytes) {}
