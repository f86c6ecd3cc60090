package dev.statehouse.data.identity;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the authorizer is told of an issuer that a workspace trusts.
 *
 * @param algorithms that its tokens may be signed with, separated by spaces
 * @param requiredScope what must be among a token's scopes; null for nothing
 * @param jwksUrl where its public keys are
 * @param role that its tokens act with
 * @param scopes of its tokens, separated by spaces; null for all that the role allows
 */
@Introspected
@MappedEntity("token_issuers")
public record FoundTokenIssuer(
        @Id UUID id,
        String issuer,
        String audience,
        String algorithms,
        @Nullable String requiredScope,
        String jwksUrl,
        String role,
        @Nullable String scopes,
        UUID workspaceId,
        String plan) {}
