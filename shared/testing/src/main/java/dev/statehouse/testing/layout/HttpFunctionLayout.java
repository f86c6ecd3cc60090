package dev.statehouse.testing.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.tngtech.archunit.core.domain.JavaMethod;
import io.micronaut.context.ApplicationContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.inject.MethodExecutionHandle;
import io.micronaut.web.router.Router;
import io.micronaut.web.router.UriRouteInfo;
import java.lang.reflect.RecordComponent;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** What holds for a function that serves routes: the template lists them, they ask who calls, and POSTs can be repeated. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class HttpFunctionLayout extends FunctionLayout {

    private static final String CALLER = "dev.statehouse.http.Caller";
    private static final String PERSON = "dev.statehouse.http.Person";
    private static final String PERMITTED = "dev.statehouse.http.Permitted";

    /** The types of an argument that stand for whoever sent the request. */
    private static final Set<String> SENDERS = Set.of(CALLER, PERSON, "dev.statehouse.http.Visitor");

    private static final String WRITES = "dev.statehouse.http.Writes";

    private final Map<String, MethodExecutionHandle<?, ?>> served = served();
    private final Set<String> postsWithoutEffect;

    /** @param postsWithoutEffect routes whose repetition changes nothing, so that they need no {@code Idempotency-Key} */
    protected HttpFunctionLayout(String folder, Set<String> postsWithoutEffect) {
        super(folder);
        this.postsWithoutEffect = postsWithoutEffect;
    }

    /** What the router knows, by method and path; a HEAD that follows a GET is no route of its own. */
    private static Map<String, MethodExecutionHandle<?, ?>> served() {
        try (ApplicationContext context = ApplicationContext.run()) {
            return context.getBean(Router.class)
                    .uriRoutes()
                    .filter(route -> route.getHttpMethod() != HttpMethod.HEAD)
                    .collect(Collectors.toMap(
                            HttpFunctionLayout::key,
                            route -> (MethodExecutionHandle<?, ?>) route.getTargetMethod(),
                            HttpFunctionLayout::same,
                            TreeMap::new));
        }
    }

    /** The router lists some methods twice. */
    private static MethodExecutionHandle<?, ?> same(
            MethodExecutionHandle<?, ?> first, MethodExecutionHandle<?, ?> second) {
        assertEquals(first.getExecutableMethod(), second.getExecutableMethod(), "one route is served by two methods");
        return first;
    }

    private static String key(UriRouteInfo<?, ?> route) {
        return route.getHttpMethodName() + " " + route.getUriMatchTemplate();
    }

    private Set<String> routed(boolean securedOnly) {
        String logicalId = CloudTemplate.logicalId(folder());
        return template().routes().stream()
                .filter(route -> route.function().equals(logicalId))
                .filter(route -> !route.key().equals(Route.DEFAULT))
                .filter(route -> route.secured() || !securedOnly)
                .map(Route::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    @Test
    final void theTemplateListsWhatTheCodeServes() {
        Set<String> unlisted = new TreeSet<>(served.keySet());
        unlisted.removeAll(routed(false));
        Set<String> unserved = routed(false);
        unserved.removeAll(served.keySet());
        assertEquals(Set.of(), unlisted, "served by the code, but not listed in template.yaml");
        assertEquals(Set.of(), unserved, "listed in template.yaml, but not served by the code");
    }

    @Test
    final void everySecuredRouteAsksWhoCalls() {
        for (String route : routed(true)) {
            MethodExecutionHandle<?, ?> method = served.get(route);
            assertTrue(
                    method == null || Arrays.stream(method.getArguments()).anyMatch(HttpFunctionLayout::isSender),
                    () -> route + " takes no Caller, Person or Visitor, so nobody decided whom it answers");
        }
    }

    @Test
    final void everyCallerMustBePermitted() {
        served.forEach((route, method) -> assertEquals(
                Arrays.stream(method.getArguments()).anyMatch(HttpFunctionLayout::isCaller),
                method.hasAnnotation(PERMITTED),
                () -> route + " takes a Caller and has no @Permitted, or the other way round"));
    }

    /** Each operation × nobody, each role, each scope, a login without a workspace. */
    @Test
    final void everyOperationAnswersWhomTheTableSays() {
        String secret =
                function().at("/Environment/Variables/DATABASE_SECRET_ID/Ref").asText();
        String role = "statehouse_" + secret.replace("SecretArn", "").toLowerCase(Locale.ROOT);
        try (AccessMatrix matrix = new AccessMatrix(role)) {
            served.forEach((route, method) -> {
                if (method.hasAnnotation(PERMITTED)) {
                    matrix.tryCaller(route, PermissionTable.line(permission(method)));
                } else if (takes(method, PERSON)) {
                    matrix.tryPerson(route);
                } else {
                    matrix.tryVisitor(route);
                }
            });
            System.out.printf(
                    "access of %s: %d operations, %d requests, %d faults%n",
                    folder(), served.size(), matrix.sent(), matrix.faults().size());
            assertEquals(List.of(), matrix.faults());
        }
    }

    @Test
    final void theDescriptionTellsTheTable() {
        Map<String, JsonNode> operations = ApiDescription.read().operations();
        served.forEach((route, method) -> {
            JsonNode operation = operations.get(route);
            if (operation != null && method.hasAnnotation(PERMITTED)) {
                PermissionTable.Line line = PermissionTable.line(permission(method));
                assertEquals(line.leastRole(), operation.path("x-required-role").asText(), route);
                assertEquals(
                        List.of(line.scope(), line.scope()),
                        List.of(
                                operation.at("/security/0/apiKey/0").asText(),
                                operation.at("/security/1/session/0").asText()),
                        route);
            } else if (operation != null) {
                assertEquals(
                        takes(method, PERSON) ? "[{\"session\":[]}]" : "[{}]",
                        operation.path("security").toString(),
                        route);
            }
        });
    }

    private static String permission(MethodExecutionHandle<?, ?> method) {
        return method.stringValue(PERMITTED).orElseThrow();
    }

    private static boolean takes(MethodExecutionHandle<?, ?> method, String type) {
        return Arrays.stream(method.getArguments())
                .anyMatch(argument -> argument.getType().getName().equals(type));
    }

    @Test
    final void everyRouteWithoutAnAuthorizerTakesNoCaller() {
        Set<String> secured = routed(true);
        served.forEach((route, method) -> assertTrue(
                secured.contains(route) || Arrays.stream(method.getArguments()).noneMatch(HttpFunctionLayout::isSender),
                () -> route + " asks who calls, but template.yaml asks no authorizer: it could only answer 401"));
    }

    @Test
    final void everyPostCanBeRepeated() {
        served.forEach((route, method) -> {
            if (route.startsWith("POST ") && !postsWithoutEffect.contains(route)) {
                assertTrue(
                        callsWrites(method), () -> route + " does not go through Writes, so its repetition acts twice");
            }
        });
        assertTrue(served.keySet().containsAll(postsWithoutEffect), () -> "not all served: " + postsWithoutEffect);
    }

    @Test
    final void theDescriptionHoldsEveryRoute() {
        assertEquals(routed(false), ApiDescription.read().operations().keySet());
    }

    @Test
    final void theDescriptionIsWhole() {
        assertEquals(List.of(), ApiDescription.read().faults());
    }

    @Test
    final void problemsAreDescribedAsTheyAre() throws ClassNotFoundException {
        Set<String> components = Arrays.stream(
                        Class.forName("dev.statehouse.http.Problem").getRecordComponents())
                .map(RecordComponent::getName)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(components, ApiDescription.read().properties("Problem"));
    }

    private boolean callsWrites(MethodExecutionHandle<?, ?> handle) {
        // Of the class above, too: validation may have put a generated class below the controller.
        return classes().get(handle.getDeclaringType()).getAllMethods().stream()
                .filter(method -> method.getName().equals(handle.getMethodName()))
                .map(JavaMethod::getMethodCallsFromSelf)
                .anyMatch(calls -> calls.stream()
                        .anyMatch(call -> call.getTargetOwner().getName().equals(WRITES)));
    }

    private static boolean isSender(Argument<?> argument) {
        return SENDERS.contains(argument.getType().getName());
    }

    private static boolean isCaller(Argument<?> argument) {
        return argument.getType().getName().equals(CALLER);
    }
}
