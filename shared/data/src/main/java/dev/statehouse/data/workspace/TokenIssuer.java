package dev.statehouse.data.workspace;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import io.micronaut.data.annotation.TypeDef;
import io.micronaut.data.model.DataType;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An identity provider whose tokens the workspace accepts.
 *
 * @param issuer what a token's {@code iss} must be, letter by letter
 * @param audience what must be among a token's {@code aud}
 * @param algorithms that its tokens may be signed with
 * @param requiredScope what must be among a token's scopes; null for nothing
 * @param jwksUrl where its public keys are
 * @param role that its tokens act with
 * @param scopes of its tokens; null for all that the role allows
 * @param active whether its tokens are accepted
 * @param revision moves with every change; the ETag
 */
@Introspected
@MappedEntity("token_issuers")
public record TokenIssuer(
        @Id UUID id,
        String issuer,
        String audience,
        @TypeDef(type = DataType.STRING_ARRAY) List<String> algorithms,
        @Nullable String requiredScope,
        String jwksUrl,
        String role,
        @TypeDef(type = DataType.STRING_ARRAY) @Nullable List<String> scopes,
        boolean active,
        int revision,
        Instant createdAt,
        Instant updatedAt) {

    static final String COLUMNS = "id, issuer, audience, algorithms, required_scope, jwks_url, role, scopes, active,"
            + " revision, created_at, updated_at";
}
