package dev.statehouse.worker;

import dev.statehouse.testing.Servers;
import dev.statehouse.testing.TestDatabase;
import java.io.IOException;
import java.nio.file.Files;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/** Takes PostgreSQL down without a farewell, so that it has to recover, and starts it again: servers of this machine only. */
final class PostgresqlRestart {

    private PostgresqlRestart() {}

    static boolean isPossible() {
        return Files.isDirectory(Servers.root().resolve("target/servers"));
    }

    static void now(TestDatabase database) throws IOException, InterruptedException {
        run("kill", "-QUIT", Long.toString(postmaster(database)));
        for (int tries = 0; isUp(database) && tries < 100; tries++) {
            Thread.sleep(50);
        }
        run(
                Servers.root().resolve("localstack/servers").toString(),
                "start",
                Servers.root().resolve("target/servers").toString());
    }

    private static long postmaster(TestDatabase database) {
        try (Connection connection = database.connect("postgres", false);
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery(
                        "SELECT CAST(split_part(pg_read_file('postmaster.pid'), E'\\n', 1) AS bigint)")) {
            row.next();
            return row.getLong(1);
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }

    private static boolean isUp(TestDatabase database) {
        try (Connection connection = database.connect("postgres", false)) {
            return connection.isValid(1);
        } catch (SQLException down) {
            return false;
        }
    }

    private static void run(String... command) throws IOException, InterruptedException {
        int status = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
        if (status != 0) {
            throw new IllegalStateException(command[0] + " ended with " + status);
        }
    }
}
