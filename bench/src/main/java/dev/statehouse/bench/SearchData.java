package dev.statehouse.bench;

import dev.statehouse.testing.TestDatabase;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.UUID;
import java.util.stream.IntStream;

/** Messages in workspaces of sizes by Zipf's law, and what it costs to write them with and without what a search finds. */
record SearchData(TestDatabase database, ZipfSizes sizes, Prose prose) {

    // As many as the function takes at once come near it.
    private static final int BATCH = 200;
    private static final long SEED = 25;
    private static final long MEGABYTE = 1 << 20;

    /**
     * Messages of a workspace that are written by one statement.
     *
     * @param before how many the workspace has by then
     * @param number of the first
     */
    private record Batch(UUID workspace, int before, int number, int count) {}

    static UUID workspace(int rank) {
        return Cards.workspaceId(rank);
    }

    void load() throws SQLException {
        database.migrate();
        Table table = new Table(
                String.format(
                        Locale.ROOT,
                        "%,d messages written in %,d workspaces of %,d to %,d (Zipf, exponent %.3f), %d a statement, one connection",
                        sizes.total(),
                        sizes.all().size(),
                        sizes.all().getLast(),
                        sizes.all().getFirst(),
                        sizes.exponent(),
                        BATCH),
                "with",
                "seconds",
                "rows/s",
                "messages, MB",
                "what a search finds, MB");
        try (Messages messages = new Messages(database)) {
            messages.workspaces(sizes.all().size());
            messages.sql("ALTER TABLE messages DISABLE TRIGGER chunk_insert");
            row(table, "the triggers of search disabled", write(messages));
            messages.sql("TRUNCATE messages CASCADE; ALTER TABLE messages ENABLE TRIGGER chunk_insert");
            row(table, "the triggers of search", write(messages));
            Progress.say("search: weighing");
            messages.weigh();
            Progress.say("search: vacuum");
            messages.sql("VACUUM ANALYZE messages");
            messages.sql("VACUUM ANALYZE chunks");
        }
        table.print();
    }

    /** Seconds that the statements took. */
    private double write(Messages messages) throws SQLException {
        Progress.say("search: writing " + sizes.total() + " messages");
        long took = 0;
        for (Batch each : batches()) {
            List<String> texts = IntStream.range(each.number(), each.number() + each.count())
                    .mapToObj(prose::text)
                    .toList();
            took += messages.write(each.workspace(), each.number(), each.before(), texts);
        }
        return took / 1e9;
    }

    /** Of all workspaces by turns, as they are written to in earnest. */
    private List<Batch> batches() {
        List<Batch> batches = new ArrayList<>();
        int number = 0;
        for (int rank = 0; rank < sizes.all().size(); rank++) {
            int size = sizes.all().get(rank);
            for (int before = 0; before < size; before += BATCH) {
                batches.add(new Batch(workspace(rank), before, number + before, Math.min(BATCH, size - before)));
            }
            number += size;
        }
        Collections.shuffle(batches, new Random(SEED));
        return batches;
    }

    private void row(Table table, String name, double seconds) throws SQLException {
        table.row(
                name,
                Table.figure(seconds),
                Table.figure(sizes.total() / seconds),
                Table.figure(megabytes("SELECT pg_total_relation_size('app.messages')")),
                Table.figure(megabytes("SELECT sum(pg_total_relation_size(inhrelid)) FROM pg_inherits"
                        + " WHERE inhparent = 'app.chunks'::regclass")));
    }

    private double megabytes(String bytes) throws SQLException {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(bytes)) {
            row.next();
            return (double) row.getLong(1) / MEGABYTE;
        }
    }
}
