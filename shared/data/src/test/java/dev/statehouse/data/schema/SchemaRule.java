package dev.statehouse.data.schema;

/** A query each for what breaks the rule that its name states; all look at the schema {@code app} in the catalogue. */
enum SchemaRule {
    INSTANTS_HAVE_A_TIME_ZONE("""
            SELECT t.relname || '.' || a.attname
            FROM app_tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum > 0 AND NOT a.attisdropped
            WHERE a.atttypid IN ('timestamp'::regtype, 'timestamp[]'::regtype, 'timetz'::regtype)
            """),
    ROWS_SAY_WHEN_THEY_WERE_MADE("""
            SELECT t.relname::text
            FROM app_tables t
            WHERE NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'created_at'
                              AND a.atttypid = 'timestamptz'::regtype AND a.attnotnull AND NOT a.attisdropped)
            """),
    ROWS_THAT_CHANGE_SAY_WHEN("""
            SELECT t.relname::text
            FROM app_tables t
            WHERE (has_any_column_privilege('statehouse_app', t.oid, 'UPDATE')
                   OR has_any_column_privilege('statehouse_identity', t.oid, 'UPDATE'))
              AND NOT EXISTS (SELECT FROM pg_attribute a WHERE a.attrelid = t.oid AND a.attname = 'updated_at'
                              AND a.atttypid = 'timestamptz'::regtype AND a.attnotnull AND NOT a.attisdropped)
            """),
    /** {@code nextval} pins a pooled proxy's connection. */
    NOTHING_COUNTS_BY_SEQUENCE("""
            SELECT c.relname::text FROM pg_class c WHERE c.relnamespace IN ('app'::regnamespace, 'operations'::regnamespace) AND c.relkind = 'S'
            """),
    /**
     * By name what is no news: kept answers, what is derived from a version's text or told of as a profile's own slug, jobs and
     * messages on their way, what runs say and use, and the log itself; of people, what only waits for a token to be shown. Of
     * messages their conversation's entry tells that they came, and what a fork shows is told by the fork's own; of an entry's files,
     * texts and pieces its own changes tell, and of what is searched those of the rows that it is made of.
     */
    CHANGES_ARE_AUDITED("""
            SELECT t.relname::text
            FROM app_tables t
            WHERE NOT t.relispartition
              AND t.relname NOT IN ('agent_run_logs', 'agent_run_spends', 'audit_entries', 'audit_heads', 'audit_links',
                                    'audit_pending_links', 'chunk_backlog', 'chunks', 'conversation_segments', 'dead_jobs', 'embeddings',
                                    'finished_jobs', 'idempotency_keys',
                                     'jobs', 'knowledge_pieces', 'knowledge_texts', 'knowledge_uploads', 'message_revisions',
                                     'monthly_spends', 'omitted_refusals', 'profile_slugs', 'prompt_includes', 'search_samples', 'search_spaces',
                                    'token_usages', 'user_registrations', 'user_tokens', 'verified_spends', 'webhook_deliveries')
              AND CASE t.relname WHEN 'messages' THEN 2 ELSE 3 END <> (SELECT count(DISTINCT g.tgtype & 28) FROM pg_trigger g
                        WHERE g.tgrelid = t.oid AND g.tgenabled = 'O'
                          AND g.tgfoid = to_regprocedure('app.audit_rows_of_' || t.relname || '()'))
            """),
    /** What was made of a table's columns before one was added would leave it out of the log, or fail without one that went. */
    AUDITS_ARE_OF_THE_TABLE_AS_IT_IS("""
            SELECT t.relname::text
            FROM app_tables t
            JOIN pg_trigger g ON g.tgrelid = t.oid
            JOIN pg_proc p ON p.oid = g.tgfoid AND p.oid = to_regprocedure('app.audit_rows_of_' || t.relname || '()')
            CROSS JOIN LATERAL string_to_array(encode(g.tgargs, 'escape'), '\\000') AS arguments
            WHERE p.prosrc <> app.audit_source(
                t.oid, arguments[1]::text[], arguments[2]::text[], nullif(arguments[3], '')::regclass,
                nullif(arguments[4], '')::name)
            """),
    /** A plain key lets one tenant attach to another's row. {@code users} are of all workspaces. */
    REFERENCES_STAY_IN_THE_WORKSPACE("""
            SELECT t.relname || '.' || f.conname
            FROM app_tables t JOIN pg_constraint f ON f.conrelid = t.oid AND f.contype = 'f'
            JOIN pg_class target ON target.oid = f.confrelid
            WHERE target.relname <> 'users'
              AND NOT ((SELECT attname FROM pg_attribute WHERE attrelid = f.conrelid AND attnum = f.conkey[1]) = 'workspace_id'
                       AND (SELECT attname FROM pg_attribute WHERE attrelid = f.confrelid AND attnum = f.confkey[1])
                           = CASE WHEN target.relname = 'workspaces' THEN 'id' ELSE 'workspace_id' END)
            """),
    PRIMARY_KEYS_START_WITH_THE_WORKSPACE("""
            SELECT t.relname::text
            FROM app_tables t
            WHERE NOT t.of_people AND t.relname <> 'workspaces'
              AND NOT EXISTS (SELECT FROM pg_constraint p JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = p.conkey[1]
                              WHERE p.conrelid = t.oid AND p.contype = 'p' AND a.attname = 'workspace_id' AND a.attnotnull)
            """),
    /**
     * Else a taken value tells one tenant of another's row. By name: a key's prefix is random, and looked up before any
     * workspace is known; a workspace's slug is chosen once by its operator; what is of people no tenant reads.
     */
    UNIQUES_START_WITH_THE_WORKSPACE("""
            SELECT t.relname || '.' || i.indexrelid::regclass::text
            FROM app_tables t JOIN pg_index i ON i.indrelid = t.oid AND (i.indisunique OR i.indisexclusion) AND NOT i.indisprimary
            LEFT JOIN pg_attribute a ON a.attrelid = t.oid AND a.attnum = i.indkey[0]
            JOIN pg_class c ON c.oid = i.indexrelid
            WHERE a.attname IS DISTINCT FROM 'workspace_id' AND NOT t.of_people
              AND c.relname NOT IN ('api_keys_prefix_unique', 'workspaces_slug_unique')
            """),
    ROW_SECURITY_IS_ON("""
            SELECT t.relname::text FROM app_tables t WHERE NOT t.relrowsecurity
            """),
    /** For whoever comes, for every command, reading and writing. */
    ONE_RESTRICTIVE_POLICY_HOLDS_THE_WORKSPACE("""
            SELECT t.relname::text
            FROM app_tables t
            WHERE CASE WHEN t.of_people THEN 0 ELSE 1 END
                  <> (SELECT count(*) FROM pg_policy p
                   WHERE p.polrelid = t.oid AND p.polname = 'own_workspace' AND NOT p.polpermissive AND p.polroles = '{0}'
                     AND p.polcmd = '*'
                     AND pg_get_expr(p.polqual, t.oid) = pg_get_expr(p.polwithcheck, t.oid)
                     AND pg_get_expr(p.polqual, t.oid) = format('(%s = ( SELECT app.current_workspace() AS current_workspace))',
                         CASE t.relname WHEN 'workspaces' THEN 'id' ELSE 'workspace_id' END))
            """),
    /** Permissive policies are OR-ed: a second one could only widen. */
    ONE_PERMISSIVE_POLICY_ADMITS_WHOM_IT_MUST("""
            SELECT t.relname::text
            FROM app_tables t
            WHERE 1 <> (SELECT count(*) FROM pg_policy p WHERE p.polrelid = t.oid AND p.polpermissive)
               OR EXISTS (SELECT FROM pg_policy p
                          WHERE p.polrelid = t.oid AND p.polpermissive AND NOT (p.polroles @> t.admitted AND p.polroles <@ t.admitted))
            """),
    PRIVATE_ROWS_ARE_THEIR_OWNERS("""
            SELECT t.relname::text
            FROM app_tables t JOIN pg_attribute a ON a.attrelid = t.oid AND a.attname = 'visibility' AND NOT a.attisdropped
            WHERE NOT EXISTS (SELECT FROM pg_policy p WHERE p.polrelid = t.oid AND p.polname = 'own_private_rows'
                              AND NOT p.polpermissive AND p.polroles = '{0}' AND p.polcmd = '*')
            """),
    NOTHING_IS_GRANTED_TO_EVERYBODY("""
            SELECT 'relation ' || c.relname FROM pg_class c, aclexplode(c.relacl) g
            WHERE c.relnamespace IN ('app'::regnamespace, 'operations'::regnamespace) AND g.grantee = 0
            UNION ALL
            SELECT 'column ' || c.relname || '.' || a.attname
            FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid, aclexplode(a.attacl) g
            WHERE c.relnamespace IN ('app'::regnamespace, 'operations'::regnamespace) AND g.grantee = 0
            UNION ALL
            SELECT 'routine ' || p.proname FROM pg_proc p, aclexplode(coalesce(p.proacl, acldefault('f', p.proowner))) g
            WHERE p.pronamespace IN ('app'::regnamespace, 'operations'::regnamespace) AND g.grantee = 0
            UNION ALL
            SELECT 'schema ' || n.nspname || ' ' || g.privilege_type FROM pg_namespace n, aclexplode(n.nspacl) g
            WHERE n.nspname IN ('app', 'operations', 'public') AND g.grantee = 0 AND (n.nspname <> 'public' OR g.privilege_type = 'CREATE')
            UNION ALL
            SELECT 'database temporary' WHERE has_database_privilege('public', current_database(), 'TEMPORARY')
            """),
    /** A default grant would open a new table, or a new partition without row security. */
    NOTHING_IS_GRANTED_BY_DEFAULT("""
            SELECT format('%s %s %s to %s', d.defaclrole::regrole, d.defaclobjtype, g.privilege_type, g.grantee::regrole)
            FROM pg_default_acl d, aclexplode(d.defaclacl) g
            WHERE g.grantee <> d.defaclrole
            UNION ALL
            SELECT 'functions are executable by everybody'
            WHERE NOT EXISTS (SELECT FROM pg_default_acl
                              WHERE defaclrole = 'statehouse_owner'::regrole AND defaclobjtype = 'f' AND defaclnamespace = 0)
            """),
    /** {@code pg_temp} last: else a caller's temporary table could stand in for ours. */
    DEFINER_FUNCTIONS_PIN_THEIR_SEARCH_PATH("""
            SELECT p.proname::text
            FROM pg_proc p
            WHERE p.pronamespace IN ('app'::regnamespace, 'operations'::regnamespace) AND p.prosecdef
              AND NOT coalesce('search_path=pg_catalog, pg_temp' = ANY (p.proconfig), false)
            """),
    /** By name those that pass row security on purpose, for the sake of GIN; they carry its predicates themselves. */
    VIEWS_OBEY_THEIR_CALLER_OR_HOLD_THE_WORKSPACE("""
            SELECT c.relname::text
            FROM pg_class c
            WHERE c.relnamespace = 'app'::regnamespace AND c.relkind = 'v'
              AND NOT coalesce(c.reloptions && ARRAY['security_invoker=true', 'security_invoker=on'], false)
              AND NOT (c.relname IN ('visible_credentials', 'visible_experiences', 'visible_issues', 'visible_knowledge_entries',
                                     'visible_projects', 'visible_prompt_cards', 'visible_vectors')
                       AND pg_get_viewdef(c.oid) LIKE '%workspace_id = ( SELECT app.current_workspace()%'
                       AND (pg_get_viewdef(c.oid) LIKE '%owner_id = ( SELECT app.current_person()%'
                            OR pg_get_viewdef(c.oid) NOT LIKE '%visibility%'))
            """),
    MATERIALISED_VIEWS_ARE_THE_OWNERS("""
            SELECT format('%s %s', c.relname, g.grantee::regrole)
            FROM pg_class c, aclexplode(c.relacl) g
            WHERE c.relkind IN ('m', 'f') AND c.relnamespace = 'app'::regnamespace AND g.grantee <> c.relowner
            """),
    /** Else a delete or a change of the referenced row reads the whole table. */
    REFERENCES_HAVE_AN_INDEX("""
            SELECT t.relname || '.' || f.conname
            FROM app_tables t JOIN pg_constraint f ON f.conrelid = t.oid AND f.contype = 'f'
            WHERE NOT EXISTS (
                SELECT FROM pg_index i
                WHERE i.indrelid = t.oid AND i.indisvalid
                  AND f.conkey::int2[] <@ (i.indkey::int2[])[0:cardinality(f.conkey) - 1]
                  AND (i.indpred IS NULL OR pg_get_expr(i.indpred, t.oid) ~ '^\\(\\w+ IS NOT NULL\\)$'))
            """),
    EVERYTHING_IS_VALID("""
            SELECT i.indexrelid::regclass::text FROM app_tables t JOIN pg_index i ON i.indrelid = t.oid
            WHERE NOT (i.indisvalid AND i.indisready)
            UNION ALL
            SELECT t.relname || '.' || k.conname FROM app_tables t JOIN pg_constraint k ON k.conrelid = t.oid
            WHERE NOT k.convalidated
            """),
    THE_OWNER_OWNS_EVERYTHING("""
            SELECT c.relname::text FROM pg_class c
            WHERE c.relnamespace IN ('app'::regnamespace, 'operations'::regnamespace) AND c.relowner <> 'statehouse_owner'::regrole
            UNION ALL
            SELECT p.proname::text FROM pg_proc p
            WHERE p.pronamespace IN ('app'::regnamespace, 'operations'::regnamespace) AND p.proowner <> 'statehouse_owner'::regrole
            UNION ALL
            SELECT nspname::text FROM pg_namespace WHERE nspname IN ('app', 'operations') AND nspowner <> 'statehouse_owner'::regrole
            """),
    NO_ROLE_PASSES_ROW_SECURITY("""
            SELECT r.rolname::text FROM pg_roles r
            WHERE r.rolname ~ '^statehouse_' AND (r.rolsuper OR r.rolbypassrls OR r.rolreplication)
            UNION ALL
            SELECT r.rolname || ' is ' || o.rolname
            FROM pg_auth_members m JOIN pg_roles r ON r.oid = m.member JOIN pg_roles o ON o.oid = m.roleid
            WHERE r.rolname IN ('statehouse_app', 'statehouse_identity', 'statehouse_authorizer', 'statehouse_worker', 'statehouse_cleanup')
               OR (o.rolname = 'statehouse_owner' AND r.rolname NOT IN ('statehouse_master', 'statehouse_backup', 'statehouse_maintenance'))
            UNION ALL
            SELECT 'statehouse_owner logs in' FROM pg_roles WHERE rolname = 'statehouse_owner' AND rolcanlogin
            """);

    // Flyway makes its table itself, and grants nobody anything on it. Tables of people are named user…: they belong to
    // no
    // workspace, and the identity function alone reads them.
    private static final String TABLES = """
            WITH app_tables AS (
                SELECT *, relname LIKE 'user%' AS of_people,
                    CASE WHEN relname LIKE 'user%' THEN CAST(ARRAY['statehouse_identity'::regrole] AS oid[])
                    ELSE CAST(ARRAY['statehouse_app'::regrole, 'statehouse_identity'::regrole, 'statehouse_worker'::regrole] AS oid[]) END AS admitted
                FROM pg_class
                WHERE relnamespace = 'app'::regnamespace AND relkind IN ('r', 'p') AND relname <> 'flyway_schema_history'
            )
            """;

    private final String violations;

    SchemaRule(String violations) {
        this.violations = violations;
    }

    String query() {
        return TABLES + violations;
    }
}
