package dev.statehouse.data;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLWarning;
import org.jspecify.annotations.Nullable;

/**
 * A statement whose notices are heard: by one, a trigger tells that it made jobs. A notice comes in the flight of the statement's
 * own answer, so it costs no round trip, and nothing at all where there is none.
 */
final class ListeningStatement implements InvocationHandler {

    /** SQLSTATE of the notice that jobs were made; a code of our own. */
    static final String JOBS_MADE = "SH003";

    private final PreparedStatement statement;
    private final JobNotice notice;

    private ListeningStatement(PreparedStatement statement, JobNotice notice) {
        this.statement = statement;
        this.notice = notice;
    }

    static PreparedStatement over(PreparedStatement statement, JobNotice notice) {
        return (PreparedStatement) Proxy.newProxyInstance(
                ListeningStatement.class.getClassLoader(),
                new Class<?>[] {PreparedStatement.class},
                new ListeningStatement(statement, notice));
    }

    @Override
    public @Nullable Object invoke(Object proxy, Method method, Object @Nullable [] arguments) throws Throwable {
        Object result = TenantConnection.call(statement, method, arguments);
        if (method.getName().startsWith("execute")) {
            listen();
        }
        return result;
    }

    private void listen() throws SQLException {
        for (SQLWarning told = statement.getWarnings(); told != null; told = told.getNextWarning()) {
            if (JOBS_MADE.equals(told.getSQLState())) {
                notice.jobsWereMade();
                return;
            }
        }
    }
}
