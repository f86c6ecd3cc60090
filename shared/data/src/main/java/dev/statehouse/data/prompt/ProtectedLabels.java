package dev.statehouse.data.prompt;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The protected labels of the bound workspace. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface ProtectedLabels extends GenericRepository<ProtectedLabel, String> {

    @Query("SELECT name, created_at FROM protected_labels WHERE name = :name")
    @Nullable
    ProtectedLabel find(String name);

    /** By name. */
    @Query("""
            SELECT name, created_at
            FROM protected_labels
            WHERE CAST(:after AS text) IS NULL OR name > CAST(:after AS text)
            ORDER BY name
            LIMIT :rows
            """)
    List<ProtectedLabel> list(@Nullable String after, int rows);

    /** Changes nothing if the name is protected already. */
    @Query("""
            INSERT INTO protected_labels (workspace_id, name)
            VALUES ((SELECT current_workspace()), :name)
            ON CONFLICT DO NOTHING
            """)
    void insert(String name);

    @Query("DELETE FROM protected_labels WHERE name = :name")
    void delete(String name);
}
