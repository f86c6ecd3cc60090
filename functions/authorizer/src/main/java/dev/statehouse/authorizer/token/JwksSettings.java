package dev.statehouse.authorizer.token;

import io.micronaut.context.annotation.ConfigurationProperties;
import io.micronaut.core.bind.annotation.Bindable;
import org.jspecify.annotations.Nullable;

/**
 * How issuers are asked for their keys, from the environment variables {@code JWKS_CA} and {@code JWKS_PRIVATE_ADDRESSES}.
 *
 * @param ca file of a PEM certificate to trust; absent means the JVM's trust store
 * @param privateAddresses whether an issuer may be on a private network or this machine. A workspace's admins choose the
 *     URLs: where strangers are admins, they could make the function call whatever its network reaches
 */
@ConfigurationProperties("jwks")
record JwksSettings(
        @Nullable String ca,
        @Bindable(defaultValue = "false") boolean privateAddresses) {}
