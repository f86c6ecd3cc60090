package dev.statehouse.testing.layout;

import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import dev.statehouse.testing.Api;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestCaller;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Sends every operation of a function as everybody, and notes whom it answers otherwise than the table has it. */
final class AccessMatrix implements AutoCloseable {

    private final TestDatabase database = TestDatabase.fresh();
    private final UUID workspace = new Rows(database).workspace();
    private final ApplicationContext context;
    private final Api api;
    private final List<String> faults = new ArrayList<>();
    private int sent;

    /** @param role of the database that the function logs in with */
    AccessMatrix(String role) {
        // Who may see what concerns the installation is told by the same table then.
        database.asOwner("UPDATE workspaces SET operates = true");
        context = ApplicationContext.run(database.properties(role));
        api = new Api(handler(context), null);
    }

    private static RequestStreamHandler handler(ApplicationContext context) {
        try {
            return Class.forName("dev.statehouse.http.HttpFunction")
                    .asSubclass(RequestStreamHandler.class)
                    .getConstructor(ApplicationContext.class)
                    .newInstance(context);
        } catch (ReflectiveOperationException missing) {
            throw new LinkageError("HttpFunction is not what it was", missing);
        }
    }

    /** What an operation answers to whom it refuses, and to whom it does not. */
    private enum Expected {
        LOGIN(401),
        REFUSAL(403),
        WORK(0);

        private final int status;

        Expected(int status) {
            this.status = status;
        }

        boolean holds(int answered) {
            return this == WORK ? answered != 401 && answered != 403 && answered != 500 : answered == status;
        }
    }

    /** An operation inside of a workspace. */
    void tryCaller(String route, PermissionTable.Line line) {
        attempt(route, TestCaller.nobody(), Expected.LOGIN);
        attempt(route, null, Expected.LOGIN);
        attempt(route, TestCaller.person(UUID.randomUUID(), UUID.randomUUID()), Expected.REFUSAL);
        for (String role : PermissionTable.ROLES) {
            TestCaller caller = TestCaller.of(workspace, role);
            Expected expected = line.isRoleEnough(role) ? Expected.WORK : Expected.REFUSAL;
            attempt(route, caller, expected);
        }
        for (String scope : PermissionTable.scopes()) {
            Expected expected = line.isScopeEnough(scope) ? Expected.WORK : Expected.REFUSAL;
            attempt(route, TestCaller.of(workspace, "owner").scoped(scope), expected);
        }
        // Scopes never add to a role.
        attempt(
                route,
                TestCaller.of(workspace, "viewer").scoped("admin credentials:use"),
                line.isRoleEnough("viewer") ? Expected.WORK : Expected.REFUSAL);
    }

    /** An operation of who is logged in. */
    void tryPerson(String route) {
        attempt(route, TestCaller.nobody(), Expected.LOGIN);
        attempt(route, null, Expected.LOGIN);
        attempt(route, TestCaller.of(workspace, "owner"), Expected.REFUSAL);
        attempt(route, TestCaller.person(UUID.randomUUID(), UUID.randomUUID()), Expected.WORK);
    }

    /** An operation that is open to everybody. */
    void tryVisitor(String route) {
        attempt(route, TestCaller.nobody(), Expected.WORK);
        attempt(route, null, Expected.WORK);
    }

    private void attempt(String route, @Nullable TestCaller caller, Expected expected) {
        String[] parts = route.split(" ", 2);
        String path = parts[1].replaceAll("\\{(\\w*[iI]d)}", UUID.randomUUID().toString())
                .replaceAll("\\{(number)}", "1")
                .replaceAll("\\{\\w+}", "unknown");
        Map<String, String> headers = Map.of("content-type", "application/json", "if-match", "*");
        Api.Answer answer = api.as(caller).send(parts[0], path, headers, parts[0].equals("GET") ? null : "{}");
        sent++;
        if (!expected.holds(answer.status())) {
            faults.add("%s as %s: %d where %s was due"
                    .formatted(route, caller == null ? "nobody" : caller.identity(), answer.status(), expected));
        }
    }

    int sent() {
        return sent;
    }

    List<String> faults() {
        return faults;
    }

    @Override
    public void close() {
        context.close();
        database.close();
    }
}
