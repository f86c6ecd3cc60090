package dev.statehouse.migrations;

import dev.statehouse.testing.Servers;
import dev.statehouse.testing.TestDatabase;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A folder with some of the migrations' scripts: an earlier schema, or one that is yet to come. */
record StagedScripts(Path folder) {

    static final Path SOURCE = Servers.root().resolve("migrations");

    /** What Flyway runs at each connect, and no script yet. */
    static StagedScripts none(Path folder) {
        StagedScripts staged = new StagedScripts(folder);
        names("afterConnect").forEach(staged::add);
        names("afterMigrate").forEach(staged::add);
        return staged;
    }

    static StagedScripts all(Path folder) {
        StagedScripts staged = none(folder);
        Stream.concat(names("V").stream(), names("R").stream()).forEach(staged::add);
        return staged;
    }

    /** Scripts of this first letter, in their order. */
    static List<String> names(String first) {
        try (Stream<Path> files = Files.list(SOURCE)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.startsWith(first) && name.endsWith(".sql"))
                    .sorted()
                    .toList();
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    static String text(String name) {
        try {
            return Files.readString(SOURCE.resolve(name));
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    void add(String name) {
        add(name, text(name));
    }

    StagedScripts add(String name, String sql) {
        try {
            Files.writeString(folder.resolve(name), sql);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
        return this;
    }

    Migrations on(TestDatabase database) {
        return new Migrations(database.direct(), "filesystem:" + folder);
    }

    Migrations.Outcome run(TestDatabase database) throws SQLException {
        return on(database).run(passwords(database));
    }

    static Map<String, String> passwords(TestDatabase database) {
        Servers servers = database.servers();
        return Map.of(
                "statehouse_app", servers.password("statehouse_app"),
                "statehouse_identity", servers.password("statehouse_identity"),
                "statehouse_worker", servers.password("statehouse_worker"),
                "statehouse_authorizer", servers.password("statehouse_authorizer"),
                "statehouse_cleanup", servers.password("statehouse_cleanup"),
                "statehouse_maintenance", servers.password("statehouse_maintenance"),
                "statehouse_backup", servers.password("statehouse_backup"),
                "statehouse_monitor", servers.password("statehouse_monitor"));
    }
}
