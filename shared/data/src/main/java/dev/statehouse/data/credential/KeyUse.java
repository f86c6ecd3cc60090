package dev.statehouse.data.credential;

import io.micronaut.core.annotation.Introspected;

/**
 * How many credentials of a workspace a key encrypts.
 *
 * @param keyName of the key
 */
@Introspected
public record KeyUse(String keyName, long credentials) {}
