package dev.statehouse.monitor;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StatementTextTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id, CAST($1 AS numeric(10, 2)), $2::bit(48) FROM app.table2 WHERE name = $3 AND a$1 <> $12",
                "SELECT \"it's 1\", count(*) FROM t GROUP BY 1 ORDER BY 2, 1 LIMIT $1",
                "SELECT id FROM t WHERE id IN ($1 /*, ... */)",
                "UPDATE t SET \"a\"\"b\" = $1 WHERE id = ANY ($2)",
            })
    void namesPositionsAndLengthsAreNoValues(String text) {
        assertFalse(StatementText.mayHoldValues(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT id FROM t WHERE name = 'hunter2'",
                "SELECT id FROM t WHERE \"name\" = 'hunter2'",
                "SELECT id FROM t WHERE name = '\" hunter \"'",
                "SELECT \"a\"\"\" FROM t WHERE name = 'hunter\"\"'",
                "SELECT id FROM t WHERE name = $$hunter$$",
                "SELECT id FROM t WHERE name = $tag$hunter$tag$",
                "SELECT id FROM t WHERE name = $é$hunter$é$",
                "SELECT id FROM t WHERE cost > 42 AND id = $1",
                "SELECT id FROM t WHERE cost > -.5",
                "SELECT id FROM t WHERE f(42)",
                "SELECT id FROM t ORDER BY 1 LIMIT 42",
                "SELECT id FROM t -- of hunter",
                "SELECT id /* of hunter */ FROM t",
                "SELECT id FROM t WHERE name = 'cut off",
            })
    void everythingElseMayBeOne(String text) {
        assertTrue(StatementText.mayHoldValues(text));
    }
}
