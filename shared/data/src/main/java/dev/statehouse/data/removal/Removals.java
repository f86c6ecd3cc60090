package dev.statehouse.data.removal;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Removals as they are asked for and shown: for the identity function's role. {@link RemovalSteps} does their work. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface Removals extends GenericRepository<Removal, UUID> {

    /**
     * Has a project of the bound workspace removed for good, or that workspace: from then on nobody gets at it. Asked again, it is
     * the same removal.
     *
     * @param kind project or workspace
     * @param slug that the caller believes the subject to have
     * @return nothing if there is no such subject, be it removed already
     */
    @Query("SELECT id FROM begin_removal(:kind, :subjectId, :slug)")
    List<BegunRemoval> begin(String kind, UUID subjectId, String slug);

    /**
     * Ends a person's memberships, the keys that act for them and what they could log in with, and has the rest removed, unless
     * they are a workspace's last owner.
     */
    @Query("SELECT id, owned FROM begin_user_removal(:personId)")
    BegunUserRemoval beginUser(UUID personId);

    /** Outside of any workspace, for whoever knows the id. */
    @Query("SELECT " + Removal.COLUMNS + " FROM find_removal(:id)")
    @Nullable
    Removal find(UUID id);

    /**
     * Those of the bound workspace, newest first.
     *
     * @param before id of the last row of the page before; null for the first page
     */
    @Query("SELECT " + Removal.COLUMNS + " FROM list_removals(CAST(:before AS uuid), :rows)")
    List<Removal> list(@Nullable UUID before, int rows);
}
