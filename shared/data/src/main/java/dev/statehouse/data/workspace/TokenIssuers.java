package dev.statehouse.data.workspace;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The identity providers whose tokens the bound workspace accepts. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface TokenIssuers extends GenericRepository<TokenIssuer, UUID> {

    @Query("SELECT " + TokenIssuer.COLUMNS + " FROM token_issuers WHERE id = :id")
    @Nullable
    TokenIssuer find(UUID id);

    /** To be changed in this transaction. */
    @Query("SELECT " + TokenIssuer.COLUMNS + " FROM token_issuers WHERE id = :id FOR UPDATE")
    @Nullable
    TokenIssuer lock(UUID id);

    /** Newest first. */
    @Query("SELECT " + TokenIssuer.COLUMNS + """

            FROM token_issuers
            WHERE CAST(:before AS uuid) IS NULL OR id < CAST(:before AS uuid)
            ORDER BY id DESC
            LIMIT :rows
            """)
    List<TokenIssuer> list(@Nullable UUID before, int rows);

    @Query("SELECT count(*) FROM token_issuers")
    int count();

    /** {@return the new issuer; nothing if the workspace has one of this name and audience} */
    @Query("""
            INSERT INTO token_issuers
                (workspace_id, id, issuer, audience, algorithms, required_scope, jwks_url, role, scopes, active)
            VALUES ((SELECT current_workspace()), :id, :issuer, :audience, CAST(:algorithms AS text[]),
                    CAST(:requiredScope AS text), :jwksUrl, :role, CAST(:scopes AS text[]), :active)
            ON CONFLICT ON CONSTRAINT token_issuers_issuer_and_audience_unique DO NOTHING
            RETURNING\s""" + TokenIssuer.COLUMNS)
    List<TokenIssuer> insert(
            UUID id,
            String issuer,
            String audience,
            String[] algorithms,
            @Nullable String requiredScope,
            String jwksUrl,
            String role,
            String @Nullable [] scopes,
            boolean active);

    /** Sets all that may change of one that is locked. Its name and audience may not: they are what it is. */
    @Query("""
            UPDATE token_issuers
            SET algorithms = CAST(:algorithms AS text[]),
                required_scope = CAST(:requiredScope AS text),
                jwks_url = :jwksUrl,
                role = :role,
                scopes = CAST(:scopes AS text[]),
                active = :active,
                revision = revision + 1,
                updated_at = now()
            WHERE id = :id
            RETURNING\s""" + TokenIssuer.COLUMNS)
    List<TokenIssuer> change(
            UUID id,
            String[] algorithms,
            @Nullable String requiredScope,
            String jwksUrl,
            String role,
            String @Nullable [] scopes,
            boolean active);

    /** {@return the deleted issuer, or nothing if it is not there or has another revision} */
    @Query("""
            DELETE FROM token_issuers
            WHERE id = :id AND (CAST(:expected AS integer) IS NULL OR revision = CAST(:expected AS integer))
            RETURNING\s""" + TokenIssuer.COLUMNS)
    List<TokenIssuer> delete(UUID id, @Nullable Integer expected);
}
