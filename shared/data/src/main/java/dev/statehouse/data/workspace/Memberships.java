package dev.statehouse.data.workspace;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Who belongs to the bound workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Memberships extends GenericRepository<Membership, UUID> {

    @Query("SELECT " + Membership.COLUMNS + """

            FROM memberships m
            JOIN users u ON u.id = m.user_id
            WHERE m.user_id = :userId
            """)
    @Nullable
    Membership find(UUID userId);

    /** In the order of their ids, which is that of their registration. */
    @Query("SELECT " + Membership.COLUMNS + """

            FROM memberships m
            JOIN users u ON u.id = m.user_id
            WHERE CAST(:after AS uuid) IS NULL OR m.user_id > CAST(:after AS uuid)
            ORDER BY m.user_id
            LIMIT :rows
            """)
    List<Membership> list(@Nullable UUID after, int rows);

    @Query("""
            SELECT EXISTS (
                SELECT FROM memberships m
                JOIN users u ON u.id = m.user_id
                WHERE lower(u.email) = lower(:email))
            """)
    boolean hasAddress(String email);

    /** Whether there is an owner other than this one. Certain only under {@link WorkspaceRows#lock}. */
    @Query("SELECT EXISTS (SELECT FROM memberships WHERE role = 'owner' AND user_id <> :userId)")
    boolean hasOwnerBeside(UUID userId);

    /** Changes nothing if they belong to it already. */
    @Query("""
            INSERT INTO memberships (workspace_id, user_id, role)
            VALUES ((SELECT current_workspace()), :userId, :role)
            ON CONFLICT DO NOTHING
            """)
    void insert(UUID userId, String role);

    @Query("UPDATE memberships SET role = :role, updated_at = now() WHERE user_id = :userId")
    void change(UUID userId, String role);

    /** No key may act for them any more: {@link WorkspaceKeys#takeFrom} comes first. */
    @Query("DELETE FROM memberships WHERE user_id = :userId")
    void delete(UUID userId);
}
