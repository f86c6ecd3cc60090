package dev.statehouse.data.tenancy;

import dev.statehouse.testing.Relation;
import dev.statehouse.testing.RowFactory;
import dev.statehouse.testing.Scene;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.stream.Collectors;

/** What the application might try on the row that a scene has in a relation. */
enum Verb {
    SELECT("SELECT") {
        @Override
        String sql(Relation relation, Scene scene, RowFactory rows) {
            return "SELECT FROM app." + relation + where(relation, scene);
        }
    },
    SELECT_FOR_UPDATE("SELECT", "UPDATE") {
        @Override
        String sql(Relation relation, Scene scene, RowFactory rows) {
            return "SELECT FROM app." + relation + where(relation, scene) + " FOR UPDATE";
        }
    },
    COPY("SELECT") {
        @Override
        String sql(Relation relation, Scene scene, RowFactory rows) {
            // Of a partitioned table row security would leave the parent's own rows, of which there are none.
            return relation.kind() == 'r'
                    ? "COPY app." + relation + " TO STDOUT"
                    : "COPY (SELECT * FROM app." + relation + ") TO STDOUT";
        }
    },
    INSERT("INSERT") {
        @Override
        String sql(Relation relation, Scene scene, RowFactory rows) {
            return RowFactory.insert(relation.name(), known(relation, rows.row(scene, relation.shows())));
        }
    },
    UPSERT("INSERT", "UPDATE") {
        @Override
        String sql(Relation relation, Scene scene, RowFactory rows) {
            String column = anyColumn(relation);
            return RowFactory.insert(relation.name(), known(relation, row(relation, scene))) + " ON CONFLICT ("
                    + String.join(", ", relation.primaryKey()) + ") DO UPDATE SET " + column + " = EXCLUDED." + column;
        }
    },
    UPDATE("UPDATE") {
        @Override
        String sql(Relation relation, Scene scene, RowFactory rows) {
            String column = anyColumn(relation);
            return "UPDATE app." + relation + " SET " + column + " = " + column + where(relation, scene);
        }
    },
    /** To a workspace that is not there: whether it may leave is asked before whether it may arrive. */
    MOVE_AWAY("UPDATE") {
        @Override
        String sql(Relation relation, Scene scene, RowFactory rows) {
            String column = relation.has("workspace_id")
                    ? "workspace_id"
                    : relation.primaryKey().getFirst();
            return "UPDATE app." + relation + " SET " + column + " = '" + UUID.randomUUID() + "'"
                    + where(relation, scene);
        }
    },
    DELETE("DELETE") {
        @Override
        String sql(Relation relation, Scene scene, RowFactory rows) {
            return "DELETE FROM app." + relation + where(relation, scene);
        }
    },
    TRUNCATE("TRUNCATE") {
        @Override
        String sql(Relation relation, Scene scene, RowFactory rows) {
            return "TRUNCATE app." + relation + " CASCADE";
        }
    };

    @SuppressWarnings("ImmutableEnumChecker") // It is one of List.of.
    private final List<String> privileges;

    Verb(String... privileges) {
        this.privileges = List.of(privileges);
    }

    abstract String sql(Relation relation, Scene scene, RowFactory rows);

    List<String> privileges() {
        return privileges;
    }

    /** Whether it writes a row of its own, which a policy refuses, rather than looking for one, which it hides. */
    boolean bringsARow() {
        return this == INSERT || this == UPSERT;
    }

    static Map<String, String> row(Relation relation, Scene scene) {
        return Objects.requireNonNull(scene.rows().get(relation.shows()), relation.shows());
    }

    private static String where(Relation relation, Scene scene) {
        Map<String, String> row = row(relation, scene);
        return relation.primaryKey().stream()
                .map(column -> column + " = " + RowFactory.literal(row.get(column)))
                .collect(Collectors.joining(" AND ", " WHERE ", ""));
    }

    private static String anyColumn(Relation relation) {
        return relation.has("created_at")
                ? "created_at"
                : relation.columns().get(relation.columns().size() - 1).name();
    }

    /** Without the columns that a view does not show. */
    private static Map<String, String> known(Relation relation, Map<String, String> row) {
        Map<String, String> shown = new LinkedHashMap<>(row);
        shown.keySet().removeIf(column -> !relation.has(column));
        return shown;
    }
}
