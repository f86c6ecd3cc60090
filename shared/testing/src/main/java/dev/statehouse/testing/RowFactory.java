package dev.statehouse.testing;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Makes a valid row for any table from what the catalogue says of it, so that a new table is in every test that is about
 * all of them. Only what a CHECK constraint wants beyond a list of values stands here by name.
 */
public final class RowFactory {

    private static final DateTimeFormatter PLAIN_TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final Map<String, Supplier<String>> BY_NAME = Map.ofEntries(
            Map.entry("agent_run_logs.id", RowFactory::timeOrderedId),
            // Part of its key, and a month's first day.
            Map.entry("agent_run_spends.month", () -> "2026-11-01"),
            Map.entry("agent_run_spends.unpriced_calls", () -> "0"),
            Map.entry("monthly_spends.month", () -> "2026-11-01"),
            Map.entry("monthly_spends.share", () -> "7"),
            Map.entry("price_recalculations.until_at", () -> "2100-01-01 00:00:00+00"),
            Map.entry("token_usages.id", RowFactory::timeOrderedId),
            Map.entry("token_usages.input_tokens", () -> "1"),
            Map.entry("token_usages.cached_input_tokens", () -> "2"),
            Map.entry("token_usages.output_tokens", () -> "3"),
            Map.entry("token_usages.reasoning_tokens", () -> "4"),
            Map.entry("token_usages.total_tokens", () -> "10"),
            Map.entry("audit_entries.id", RowFactory::timeOrderedId),
            Map.entry("chunks.shard", () -> "0"),
            // Without a word it waits for no vector, and has the one that is made here.
            Map.entry("chunks.search", () -> ""),
            Map.entry("embedding_models.base_url", () -> "https://" + word() + ".example.org/v1"),
            Map.entry("embedding_models.provider", () -> "openai"),
            Map.entry("embedding_models.dimensions", () -> "3"),
            Map.entry("embedding_models.threshold", () -> "0.5"),
            Map.entry("embeddings.shard", () -> "0"),
            Map.entry("search_settings.language", () -> "german"),
            Map.entry("search_samples.number", () -> "7"),
            Map.entry("search_samples.vector", () -> "[1,2,3]"),
            Map.entry("chunks.weights", () -> "{1:1}/1000000000"),
            Map.entry("conversation_segments.last_seq", () -> "2000000"),
            // Of one budget there is one a month.
            Map.entry(
                    "budget_warnings.month",
                    () -> LocalDate.ofEpochDay(ThreadLocalRandom.current().nextInt(20_000))
                            .toString()),
            Map.entry(
                    "verified_spends.month",
                    () -> LocalDate.ofEpochDay(ThreadLocalRandom.current().nextInt(1_000_000))
                            .withDayOfMonth(1)
                            .toString()),
            // Of a project there is one that is not deleted.
            Map.entry("budgets.deleted_at", () -> "now"),
            Map.entry("budgets.hard_limit_microusd", () -> "1000000"),
            Map.entry("users.email", () -> word() + "@example.org"),
            Map.entry("invitations.email", () -> word() + "@example.org"),
            Map.entry("user_passwords.hash", () -> "$2b$10$" + word().repeat(2).substring(0, 53)),
            Map.entry("user_registrations.email", () -> word() + "@example.org"),
            Map.entry("user_tokens.email", () -> word() + "@example.org"),
            Map.entry("api_keys.prefix", () -> word().substring(0, 12)),
            Map.entry("idempotency_keys.status", () -> "201"),
            Map.entry("token_issuers.issuer", () -> "https://" + word() + ".example.org"),
            Map.entry("token_issuers.jwks_url", () -> "https://" + word() + ".example.org/jwks.json"),
            Map.entry("token_issuers.algorithms", () -> "{RS256}"),
            Map.entry("webhook_deliveries.id", RowFactory::timeOrderedId),
            Map.entry("webhook_deliveries.error", () -> "no answer"),
            Map.entry("webhooks.url", () -> "https://" + word() + ".example.org/"),
            Map.entry("webhooks.event_types", () -> "{*}"),
            // Part of its key, so it is written as PostgreSQL writes it: in the session's zone, which is the JVM's.
            Map.entry("finished_jobs.finished_at", () -> PLAIN_TIME.format(LocalDateTime.now(ZoneId.systemDefault()))),
            Map.entry("jobs.max_attempts", () -> "3"),
            Map.entry("knowledge_pieces.start_offset", () -> "0"),
            // As long as the word that its content is.
            Map.entry("knowledge_pieces.end_offset", () -> "33"),
            Map.entry("knowledge_pieces.tokens", () -> "9"),
            Map.entry("knowledge_uploads.bytes", () -> "100"),
            Map.entry("knowledge_uploads.content_type", () -> "application/pdf"),
            Map.entry("knowledge_uploads.sha256", () -> word().substring(1).repeat(2)),
            Map.entry("periodic_jobs.max_attempts", () -> "3"),
            Map.entry("prompt_label_moves.to_version", () -> "1"),
            // Found by one word, whoever they belong to.
            Map.entry("messages.content", () -> "Everywhere " + word()),
            Map.entry("prompt_cards.title", () -> "Everywhere " + word()),
            Map.entry("prompt_cards.search", () -> "'everywher':1A"));

    private final TestDatabase database;
    private final Map<String, Relation> tables;

    public RowFactory(TestDatabase database) {
        this.database = database;
        this.tables = Relations.of(database).stream()
                // A partition gets its rows through its table.
                .filter(relation -> relation.isTable() && relation.shows().equals(relation.name()))
                .collect(Collectors.toMap(Relation::name, Function.identity()));
    }

    public UUID workspace() {
        return new Rows(database).workspace();
    }

    public UUID member(UUID workspace) {
        return new Rows(database).member(workspace, "editor");
    }

    /** The common rows of a workspace, yet to be filled in, made by one of its members. */
    public Scene scene(UUID workspace, UUID member) {
        return Scene.of(workspace, member, false);
    }

    public Scene privateScene(UUID workspace, UUID member) {
        return Scene.of(workspace, member, true);
    }

    /** Inserts a row into each table that the scene has none of. */
    public void fill(Scene scene) {
        StringBuilder inserts = new StringBuilder();
        tables.keySet().stream().sorted().forEach(table -> ensure(scene, table, inserts));
        database.asOwner(inserts.toString());
    }

    private void ensure(Scene scene, String table, StringBuilder inserts) {
        if (scene.rows().containsKey(table)) {
            return;
        }
        table(table).foreignKeys().stream()
                .filter(key -> !key.target().equals(table))
                .forEach(key -> ensure(scene, key.target(), inserts));
        Map<String, String> row = row(scene, table);
        scene.rows().put(table, row);
        inserts.append(insert(table, row))
                // One for each workspace, or person, which is there already.
                .append(isOneForEach(table(table).primaryKey()) ? " ON CONFLICT DO NOTHING" : "")
                .append(";\n");
    }

    private static boolean isOneForEach(List<String> primaryKey) {
        return primaryKey.equals(List.of("workspace_id")) || primaryKey.equals(List.of("user_id"));
    }

    /** One more row for the table, not inserted, beside the scene's rows of all others. */
    public Map<String, String> row(Scene scene, String table) {
        Map<String, String> row = new LinkedHashMap<>();
        for (Relation.ForeignKey key : table(table).foreignKeys()) {
            if (!key.target().equals(table)) {
                Map<String, String> parent = Objects.requireNonNull(scene.rows().get(key.target()), key.target());
                for (int i = 0; i < key.columns().size(); i++) {
                    row.put(key.columns().get(i), parent.get(key.targetColumns().get(i)));
                }
            }
        }
        for (Relation.Column column : table(table).columns()) {
            if (column.name().equals("visibility")) {
                row.put("visibility", scene.isPrivate() ? "private" : "workspace");
            } else if (column.name().equals("owner_id") && table(table).has("visibility")) {
                row.put("owner_id", scene.person().toString());
            } else if (column.name().equals("workspace_id")) {
                row.put("workspace_id", scene.workspace().toString());
            } else if (column.required() || BY_NAME.containsKey(table + "." + column.name())) {
                row.computeIfAbsent(column.name(), name -> value(table, column));
            }
        }
        return row;
    }

    private String value(String table, Relation.Column column) {
        Supplier<String> named = BY_NAME.get(table + "." + column.name());
        if (named != null) {
            return named.get();
        }
        String wanted = table(table).wanted().get(column.name());
        if (wanted != null) {
            return wanted;
        }
        return switch (column.type().replaceFirst("\\(.*", "")) {
            case "uuid" -> UUID.randomUUID().toString();
            case "text", "character varying" -> word();
            case "bytea" -> "\\x" + (word() + word()).replace("w", "");
            case "integer", "bigint", "numeric" -> number(1_000_000);
            case "smallint" -> number(30_000);
            case "real", "double precision" -> "0.5";
            case "boolean" -> "false";
            case "jsonb" -> "{}";
            case "timestamp with time zone" -> "now";
            case "date" -> "today";
            case "tsvector" -> "";
            case "interval" -> "1 day";
            case "vector" -> vector(column.type());
            default -> {
                if (column.type().endsWith("[]")) {
                    yield "{}";
                }
                throw new AssertionError("no value is known for " + table + "." + column.name() + " " + column.type()
                        + ": teach RowFactory one, so that " + table + " is tested");
            }
        };
    }

    /** A UUIDv7 (RFC 9562, section 5.7). */
    private static String timeOrderedId() {
        UUID random = UUID.randomUUID();
        long time = (System.currentTimeMillis() << 16) | 0x7000 | (random.getMostSignificantBits() & 0xfff);
        return new UUID(time, random.getLeastSignificantBits()).toString();
    }

    private static String word() {
        return "w" + UUID.randomUUID().toString().replace("-", "");
    }

    private static String number(int most) {
        return String.valueOf(ThreadLocalRandom.current().nextInt(1, most));
    }

    private static String vector(String type) {
        int dimensions = Integer.parseInt(type.replaceAll("\\D", ""));
        String[] ones = new String[dimensions];
        Arrays.fill(ones, "1");
        return "[" + String.join(",", ones) + "]";
    }

    public static String insert(String table, Map<String, String> row) {
        List<String> columns = List.copyOf(row.keySet());
        return "INSERT INTO app." + table + " (" + String.join(", ", columns) + ") VALUES ("
                + columns.stream().map(column -> literal(row.get(column))).collect(Collectors.joining(", ")) + ")";
    }

    public static String literal(@Nullable String value) {
        return value == null ? "NULL" : "'" + value.replace("'", "''") + "'";
    }

    private Relation table(String name) {
        return Objects.requireNonNull(tables.get(name), name);
    }

    /** Rows in each table, whoever's. */
    public Map<String, Long> counts() {
        Map<String, Long> counts = new TreeMap<>();
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement()) {
            for (String table : tables.keySet()) {
                try (ResultSet count = statement.executeQuery("SELECT count(*) FROM app." + table)) {
                    count.next();
                    counts.put(table, count.getLong(1));
                }
            }
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
        return counts;
    }
}
