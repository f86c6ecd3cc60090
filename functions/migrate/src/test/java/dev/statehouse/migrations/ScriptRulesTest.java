package dev.statehouse.migrations;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules for scripts that run while requests are served. */
class ScriptRulesTest {

    private static final Pattern CREATED = Pattern.compile("(?i)CREATE TABLE (?:IF NOT EXISTS )?([\\w.]+)");
    private static final Pattern INDEX = Pattern.compile(
            "(?i)CREATE (?:UNIQUE )?INDEX (CONCURRENTLY )?(?:IF NOT EXISTS )?(\\w+)\\s+ON (?:ONLY )?([\\w.]+)");
    private static final Pattern ALTERED =
            Pattern.compile("(?is)ALTER TABLE (?:ONLY )?(?:IF EXISTS )?([\\w.]+)([^;]*);");
    private static final Pattern STATEMENT = Pattern.compile("(?s)[^;]*\\S[^;]*;");

    @Test
    void everyScriptKeepsTheRules() {
        List<String> broken = new ArrayList<>();
        for (String script : StagedScripts.names("V")) {
            violations(StagedScripts.text(script)).forEach(violation -> broken.add(script + ": " + violation));
        }
        assertEquals(List.of(), broken);
    }

    @Test
    void everyScriptHasItsNameAndItsWayBack() {
        List<String> broken = new ArrayList<>();
        for (String script : Stream.of("V", "R")
                .flatMap(first -> StagedScripts.names(first).stream())
                .toList()) {
            if (!script.matches("(V\\d{4}|R)__[a-z0-9_]+\\.sql")) {
                broken.add(script + ": is not named V0000__lower_case.sql or R__lower_case.sql");
            }
            String undo = script.startsWith("V") ? "U" + script.substring(1) : script;
            if (!Files.exists(StagedScripts.SOURCE.resolve("undo").resolve(undo))) {
                broken.add(script + ": has no undo/" + undo);
            }
        }
        assertEquals(List.of(), broken);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    CREATE INDEX i ON app.old (a);                                       | i on app.old is not built concurrently
                    CREATE INDEX CONCURRENTLY i ON app.old (a);                          | i is not dropped first, should an earlier try have failed
                    DROP INDEX CONCURRENTLY IF EXISTS app.i; CREATE INDEX CONCURRENTLY i ON app.old (a); GRANT SELECT ON app.old TO x; | shares its script with a concurrent index: GRANT
                    ALTER TABLE app.old ADD CONSTRAINT c CHECK (a > 0);                  | adds a constraint to app.old without NOT VALID
                    ALTER TABLE app.old ADD CONSTRAINT c UNIQUE (a);                     | adds a constraint to app.old without NOT VALID
                    ALTER TABLE app.old ALTER COLUMN a SET NOT NULL;                     | scans app.old under its lock
                    ALTER TABLE app.old ALTER COLUMN a TYPE bigint;                      | rewrites app.old under its lock
                    ALTER TABLE app.old ADD COLUMN b uuid DEFAULT gen_random_uuid();     | rewrites app.old under its lock
                    ALTER TABLE app.old RENAME COLUMN a TO b;                            | renames what the release before still uses
                    ALTER TABLE app.old DROP COLUMN a;                                   | drops what the release before may still use
                    """)
    void aBreachIsSeen(String script, String violation) {
        assertEquals(List.of(violation), violations(script));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CREATE TABLE app.new (a int); CREATE INDEX i ON app.new (a); ALTER TABLE app.new ADD CONSTRAINT c CHECK (a > 0);",
                "DROP INDEX CONCURRENTLY IF EXISTS app.i; CREATE INDEX CONCURRENTLY i ON app.old (a);",
                "ALTER TABLE app.old ADD COLUMN b text NOT NULL DEFAULT '';",
                "ALTER TABLE app.old ADD CONSTRAINT c CHECK (a > 0) NOT VALID;",
                "ALTER TABLE app.old VALIDATE CONSTRAINT c;",
                "ALTER TABLE app.old ADD CONSTRAINT c UNIQUE USING INDEX i;"
            })
    void whatIsSafePasses(String script) {
        assertEquals(List.of(), violations(script));
    }

    private static List<String> violations(String text) {
        String script = text.replaceAll("--[^\n]*", "");
        Set<String> created =
                CREATED.matcher(script).results().map(match -> match.group(1)).collect(Collectors.toSet());
        List<String> violations = new ArrayList<>();
        for (Matcher index = INDEX.matcher(script); index.find(); ) {
            boolean concurrently = index.group(1) != null;
            if (!created.contains(index.group(3)) && !concurrently) {
                violations.add(index.group(2) + " on " + index.group(3) + " is not built concurrently");
            }
            if (concurrently
                    && !script.matches("(?s).*DROP INDEX CONCURRENTLY IF EXISTS \\w+\\." + index.group(2) + ";.*")) {
                violations.add(index.group(2) + " is not dropped first, should an earlier try have failed");
            }
        }
        violations.addAll(besideConcurrentIndexes(script));
        for (Matcher altered = ALTERED.matcher(script); altered.find(); ) {
            if (!created.contains(altered.group(1))) {
                violations.addAll(unsafe(altered.group(1), altered.group(2).toUpperCase(Locale.ROOT)));
            }
        }
        return violations;
    }

    // They run outside a transaction, where anything beside them could be left half done.
    private static List<String> besideConcurrentIndexes(String script) {
        if (!script.contains(" CONCURRENTLY ")) {
            return List.of();
        }
        return STATEMENT
                .matcher(script)
                .results()
                .map(match -> match.group().strip())
                .filter(statement -> !statement.contains(" CONCURRENTLY "))
                .map(statement -> "shares its script with a concurrent index: "
                        + statement.split("\\s", 2)[0])
                .toList();
    }

    // What PostgreSQL does under ACCESS EXCLUSIVE: manual, ALTER TABLE, "Notes".
    private static List<String> unsafe(String table, String action) {
        List<String> unsafe = new ArrayList<>();
        if (action.contains("ADD CONSTRAINT") && !action.contains("NOT VALID") && !action.contains("USING INDEX")) {
            unsafe.add("adds a constraint to " + table + " without NOT VALID");
        }
        if (action.contains("SET NOT NULL")) {
            unsafe.add("scans " + table + " under its lock");
        }
        if (action.matches("(?s).*ALTER (COLUMN )?\\w+ (SET DATA )?TYPE .*")
                || action.matches("(?s).*ADD COLUMN.*DEFAULT[^,]*\\(.*")) {
            unsafe.add("rewrites " + table + " under its lock");
        }
        if (action.contains(" RENAME ")) {
            unsafe.add("renames what the release before still uses");
        }
        if (action.contains("DROP COLUMN")) {
            unsafe.add("drops what the release before may still use");
        }
        return unsafe;
    }
}
