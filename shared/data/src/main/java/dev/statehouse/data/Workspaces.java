package dev.statehouse.data;

import io.micronaut.data.connection.ConnectionOperations;
import io.micronaut.transaction.TransactionOperations;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The only door to tenant rows: binds a workspace to everything that its work sends to PostgreSQL.
 *
 * <p>A repository called outside it throws. Thread-safe; the work runs on the caller's thread.
 */
@Singleton
public final class Workspaces {

    private static final int MOST_ATTEMPTS = 4;
    private static final int FIRST_PAUSE_MS = 10;

    private final ConnectionOperations<Connection> connections;
    private final TransactionOperations<Connection> transactions;
    private final Reader reader;

    Workspaces(
            ConnectionOperations<Connection> connections,
            TransactionOperations<Connection> transactions,
            Reader reader) {
        this.connections = connections;
        this.transactions = transactions;
        this.reader = reader;
    }

    /**
     * Reads rows of the tenant. Each statement is one round trip and sees its own snapshot.
     *
     * @throws DataError for every failure of the database, by kind
     */
    public <T> T read(Tenant tenant, Supplier<T> work) {
        return Binding.of(tenant).during(() -> translated(() -> connections.executeRead(status -> work.get())));
    }

    /**
     * Reads rows of the tenant where the request has them read: by {@link ReadFrom#anywhere()} at the reader, whose answer may be
     * somewhat old, as long as there is one that answers, and else at the writer. At the reader nothing can be written.
     *
     * @param work runs a second time, at the writer, if the reader fails, so it must have no effect of its own
     * @throws DataError for every failure of the database, by kind
     */
    public <T> T read(Tenant tenant, ReadFrom from, Supplier<T> work) {
        return Binding.isBound() ? read(tenant, work) : reader.orWriter(from, () -> read(tenant, work));
    }

    /**
     * Changes rows of the tenant in one transaction: all of the work commits, or none of it.
     *
     * <p>A transaction that PostgreSQL refused for the sake of another (a deadlock, a serialization failure) is tried
     * again from its beginning, so the work must have no effect outside the database. Inside another write it is part of
     * that one's transaction; inside a read, which has none, it is refused.
     *
     * @throws DataError for every failure of the database, by kind
     */
    public <T> T write(Tenant tenant, Supplier<T> work) {
        return write(Binding.of(tenant), work);
    }

    private <T> T write(Binding binding, Supplier<T> work) {
        if (Binding.isBound() && transactions.findTransactionStatus().isEmpty()) {
            throw new IllegalStateException("a read can't become a write: its statements commit one by one");
        }
        return Binding.isBound()
                ? binding.during(work)
                : binding.during(() ->
                        retried(() -> translated(() -> transactions.executeWrite(status -> work.get()))));
    }

    /** Runs work that concerns no workspace, under a role whose grants allow no more than that. */
    public <T> T outside(Supplier<T> work) {
        return Binding.NONE.during(() -> translated(() -> connections.executeRead(status -> work.get())));
    }

    /**
     * Changes rows of people in one transaction, tried again like {@link #write}'s. No workspace is bound, so tenant tables
     * refuse whatever the work asks of them; what is not a tenant's is a matter of the role's grants.
     *
     * @param personId who does it, for the log of what is changed; null for somebody who has proved nothing yet
     * @throws DataError for every failure of the database, by kind
     */
    public <T> T writeOutside(@Nullable UUID personId, Origin origin, Supplier<T> work) {
        return write(Binding.outside(personId, origin), work);
    }

    /** The same for work that no request stands behind, such as a cleanup. */
    public <T> T writeOutside(Supplier<T> work) {
        return write(Binding.NONE, work);
    }

    /**
     * Changes rows of the tenant by one statement: a transaction of its own, in one flight, tried again like {@link #write}'s.
     *
     * <p>Inside a write it is part of that one's transaction. Further statements of the work would commit by themselves.
     *
     * @throws DataError for every failure of the database, by kind
     */
    public <T> T statement(Tenant tenant, Supplier<T> statement) {
        return statement(Binding.of(tenant), statement);
    }

    /** The same outside any workspace. */
    public <T> T statementOutside(Supplier<T> statement) {
        return statement(Binding.NONE, statement);
    }

    private <T> T statement(Binding binding, Supplier<T> statement) {
        return Binding.isBound()
                ? write(binding, statement)
                : binding.during(() ->
                        retried(() -> translated(() -> connections.executeWrite(status -> statement.get()))));
    }

    private static <T> T translated(Supplier<T> work) {
        try {
            return work.get();
        } catch (DataError known) {
            throw known;
        } catch (RuntimeException failure) {
            throw SqlErrors.translate(failure);
        }
    }

    private static <T> T retried(Supplier<T> work) {
        for (int attempt = 1; ; attempt++) {
            try {
                return work.get();
            } catch (DataError refused) {
                if (refused.kind() != DataError.Kind.CONTENDED || attempt == MOST_ATTEMPTS) {
                    throw refused;
                }
                pause(attempt);
            }
        }
    }

    // Full jitter: two transactions that collided once must not come back in step.
    private static void pause(int attempt) {
        try {
            Thread.sleep(ThreadLocalRandom.current().nextLong((long) FIRST_PAUSE_MS << attempt));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new DataError(DataError.Kind.UNAVAILABLE, "the request was interrupted");
        }
    }
}
