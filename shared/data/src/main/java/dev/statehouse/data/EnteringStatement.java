package dev.statehouse.data;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A statement behind {@link TenantConnection#ENTER} or its kin: its parameters follow those of the binding, and the binding's own
 * result is skipped. Batches are refused, for they would be bound once for many executions: rows go in by
 * {@code unnest}.
 */
final class EnteringStatement implements InvocationHandler {

    private final PreparedStatement statement;
    private final int ahead;
    private final Entered entered;

    private EnteringStatement(PreparedStatement statement, int ahead, Entered entered) {
        this.statement = statement;
        this.ahead = ahead;
        this.entered = entered;
    }

    /** Told once the server has executed the binding, whose answer is the statement's present result. */
    @FunctionalInterface
    interface Entered {
        void run(PreparedStatement statement) throws SQLException;
    }

    static PreparedStatement over(PreparedStatement statement, Binding binding, Entered entered) throws SQLException {
        int ahead = 0;
        if (binding.workspaceId() != null) {
            statement.setObject(++ahead, binding.workspaceId());
        }
        statement.setObject(++ahead, binding.personId(), java.sql.Types.OTHER);
        statement.setString(
                ++ahead, binding.origin() == null ? null : binding.origin().words());
        return (PreparedStatement) Proxy.newProxyInstance(
                EnteringStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new EnteringStatement(statement, ahead, entered));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        return switch (method.getName()) {
            case "execute" -> execute();
            case "executeQuery" -> {
                execute();
                yield statement.getResultSet();
            }
            case "executeUpdate" -> {
                execute();
                yield statement.getUpdateCount();
            }
            case "executeLargeUpdate" -> {
                execute();
                yield statement.getLargeUpdateCount();
            }
            case "addBatch", "executeBatch", "executeLargeBatch" ->
                throw new SQLException("batches are written as one statement over unnest");
            default -> TenantConnection.call(statement, method, shifted(method, arguments));
        };
    }

    private boolean execute() throws SQLException {
        statement.execute();
        entered.run(statement);
        return statement.getMoreResults();
    }

    // setString(index, value) and its kin have two parameters or more; setFetchSize(rows) and its kin one.
    private Object @Nullable [] shifted(Method method, Object @Nullable [] arguments) {
        if (arguments == null
                || arguments.length < 2
                || !(arguments[0] instanceof Integer index)
                || !method.getName().startsWith("set")) {
            return arguments;
        }
        Object[] shifted = Arrays.copyOf(arguments, arguments.length);
        shifted[0] = index + ahead;
        return shifted;
    }
}
