package dev.statehouse.data.search;

import io.micronaut.data.annotation.Query;
import io.micronaut.data.jdbc.annotation.JdbcRepository;
import io.micronaut.data.model.query.builder.sql.Dialect;
import io.micronaut.data.repository.GenericRepository;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** What the bound workspace wants of its search. */
@JdbcRepository(dialect = Dialect.POSTGRES)
public interface SearchSettings extends GenericRepository<SearchSetting, UUID> {

    /** The defaults, of revision 1, where nobody changed any yet. */
    @Query("""
            SELECT w.id AS workspace_id, coalesce(s.language, 'english') AS language, coalesce(s.logs, false) AS logs,
                   search_is_settling() AS settling, coalesce(s.revision, 1) AS revision, s.updated_at
            FROM (SELECT current_workspace()) AS w (id)
            LEFT JOIN search_settings s ON s.workspace_id = w.id
            """)
    SearchSetting current();

    /**
     * Changes what is not null.
     *
     * @param expected revision that the caller read; null for any
     * @return empty if they have another revision
     */
    @Query("""
            INSERT INTO search_settings AS s (workspace_id, language, logs, revision)
            SELECT (SELECT current_workspace()), coalesce(CAST(:language AS text), 'english'),
                   coalesce(CAST(:logs AS boolean), false), 2
            WHERE coalesce(CAST(:expected AS integer), 1) = 1 OR EXISTS (SELECT FROM search_settings)
            ON CONFLICT (workspace_id) DO UPDATE
            SET language = coalesce(CAST(:language AS text), s.language), logs = coalesce(CAST(:logs AS boolean), s.logs),
                revision = s.revision + 1, updated_at = now()
            WHERE CAST(:expected AS integer) IS NULL OR s.revision = CAST(:expected AS integer)
            RETURNING s.revision
            """)
    List<Integer> change(@Nullable Integer expected, @Nullable String language, @Nullable Boolean logs);

    /** The languages by which PostgreSQL reads texts. */
    @Query("""
            SELECT CAST(cfgname AS text)
            FROM pg_catalog.pg_ts_config
            WHERE cfgnamespace = CAST('pg_catalog' AS regnamespace)
            ORDER BY cfgname
            LIMIT 100
            """)
    List<String> languages();
}
