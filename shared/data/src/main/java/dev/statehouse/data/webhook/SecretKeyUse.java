package dev.statehouse.data.webhook;

import io.micronaut.core.annotation.Introspected;

/**
 * How many secrets of a workspace's webhooks a key encrypts.
 *
 * @param keyName of the key
 */
@Introspected
public record SecretKeyUse(String keyName, long secrets) {}
