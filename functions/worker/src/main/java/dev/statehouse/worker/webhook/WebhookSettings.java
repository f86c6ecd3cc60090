package dev.statehouse.worker.webhook;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * How receivers are reached, from the environment variables {@code WEBHOOK_CA} and {@code WEBHOOK_PRIVATE_ADDRESSES}.
 *
 * @param ca file of a PEM certificate to trust; absent means the JVM's trust store
 * @param privateAddresses whether a receiver may be on a private network or this machine, so that one can be tried out. A
 *     workspace's admins choose the URLs: where strangers are admins, they could make the worker call whatever its network
 *     reaches
 */
@ConfigurationProperties("webhook")
record WebhookSettings(
        @Nullable String ca,
        @Bindable(defaultValue = "false") boolean privateAddresses) {}
