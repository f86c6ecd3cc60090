package dev.statehouse.data;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLClientInfoException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A connection that sends {@code app.enter_workspace}, or {@code app.enter_outside}, ahead of the first statement of each transaction, or of every
 * statement in autocommit, as one multi-statement execution: one flight, and one implicit transaction in autocommit.
 *
 * <p>Not thread-safe, like the connection beneath.
 */
final class TenantConnection implements InvocationHandler {

    private static final String SESSION_WIDE = " would be a SET of the session, which outlives its transaction";

    static final String ENTER = "SELECT app.enter_workspace(?, ?, ?); ";

    static final String ENTER_OUTSIDE = "SELECT app.enter_outside(?, ?); ";

    /** Binds as {@link #ENTER} does, lets nothing be written, and answers how far the reader may be behind. */
    static final String ENTER_READER = "SELECT app.enter_reader(?, ?, ?); ";

    private final Connection connection;
    private final JobNotice notice;
    private final boolean ofReader;
    private boolean entered;

    private TenantConnection(Connection connection, JobNotice notice, boolean ofReader) {
        this.connection = connection;
        this.notice = notice;
        this.ofReader = ofReader;
    }

    static Connection over(Connection connection, JobNotice notice) {
        return proxy(new TenantConnection(connection, notice, false));
    }

    /** A connection of the reader, for tenants alone. */
    static Connection overReader(Connection connection) {
        return proxy(new TenantConnection(connection, () -> {}, true));
    }

    private static Connection proxy(TenantConnection handler) {
        return (Connection) Proxy.newProxyInstance(
                TenantConnection.class.getClassLoader(), new Class<?>[] {Connection.class}, handler);
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "prepareStatement" -> prepare(method, arguments);
            case "prepareCall", "createStatement", "setSavepoint" ->
                throw new SQLException(method.getName() + " would run outside the workspace's binding");
            // Always PostgreSQL's own, for nobody sets another. To ask would be a flight for each new pool; and one
            // that was not answered
            // would have HikariCP set it on every connection from then on, which is refused: the pool would never
            // recover.
            case "getTransactionIsolation" -> Connection.TRANSACTION_READ_COMMITTED;
            case "setTransactionIsolation", "setSchema" -> throw new SQLException(method.getName() + SESSION_WIDE);
            case "setClientInfo" -> throw new SQLClientInfoException(method.getName() + SESSION_WIDE, Map.of());
            case "commit", "rollback", "setAutoCommit" -> {
                entered = false;
                yield call(connection, method, arguments);
            }
            default -> call(connection, method, arguments);
        };
    }

    private @Nullable Object prepare(Method method, Object @Nullable [] arguments) throws Throwable {
        Binding binding = Binding.current();
        if (entered || binding.equals(Binding.NONE) || arguments == null) {
            return listened(method, arguments);
        }
        Object[] prefixed = Arrays.copyOf(arguments, arguments.length);
        prefixed[0] = enter(binding) + arguments[0];
        return EnteringStatement.over(listened(method, prefixed), binding, this::entered);
    }

    private String enter(Binding binding) {
        if (ofReader) {
            return ENTER_READER;
        }
        return binding.workspaceId() == null ? ENTER_OUTSIDE : ENTER;
    }

    private PreparedStatement listened(Method method, Object @Nullable [] arguments) throws Throwable {
        Object statement = Objects.requireNonNull(call(connection, method, arguments));
        return ListeningStatement.over((PreparedStatement) statement, notice);
    }

    // In autocommit the binding ended with the statement's own transaction.
    private void entered(PreparedStatement statement) throws SQLException {
        if (ofReader) {
            try (ResultSet told = statement.getResultSet()) {
                told.next();
                ReadFrom.told(told.getObject(1, Long.class));
            }
        }
        entered = !connection.getAutoCommit();
    }

    static @Nullable Object call(Object target, Method method, Object @Nullable [] arguments) throws Throwable {
        try {
            return method.invoke(target, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause();
        }
    }
}
