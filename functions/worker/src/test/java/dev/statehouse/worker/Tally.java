package dev.statehouse.worker;

import dev.statehouse.data.job.Backoff;
import dev.statehouse.data.job.JobKind;
import io.micronaut.data.connection.ConnectionOperations;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.UUID;

/** A kind of job whose whole effect is a row for each time that it was done. */
final class Tally implements JobHandler<Tally.Mark> {

    static final JobKind<Mark> KIND =
            new JobKind<>("tally", Mark.class, 100, new Backoff(Duration.ofMillis(20), Duration.ofMillis(200)));

    static final String TABLE = """
            CREATE TABLE tallies (workspace_id uuid NOT NULL, job_id uuid NOT NULL);
            GRANT INSERT ON tallies TO statehouse_worker;
            """;

    private final ConnectionOperations<Connection> connections;

    Tally(ConnectionOperations<Connection> connections) {
        this.connections = connections;
    }

    /** What is to be tallied. */
    record Mark(int number) {}

    @Override
    public JobKind<Mark> kind() {
        return KIND;
    }

    @Override
    public void run(RunningJob job, Mark payload) {
        job.completing(() -> mark(job.tenant().workspaceId(), job.id()));
    }

    private int mark(UUID workspace, UUID id) {
        Connection connection = connections.findConnectionStatus().orElseThrow().getConnection();
        try (PreparedStatement statement =
                connection.prepareStatement("INSERT INTO tallies (workspace_id, job_id) VALUES (?, ?)")) {
            statement.setObject(1, workspace);
            statement.setObject(2, id);
            return statement.executeUpdate();
        } catch (SQLException failed) {
            throw new IllegalStateException(failed);
        }
    }
}
