package dev.statehouse.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.data.profile.ExperienceLists;
import dev.statehouse.data.profile.ExperienceLists.Place;
import dev.statehouse.data.profile.ExperienceSelection;
import dev.statehouse.data.profile.Masks;
import dev.statehouse.data.profile.ProfileLists;
import dev.statehouse.data.profile.ProfileSelection;
import dev.statehouse.data.profile.SkillLists;
import dev.statehouse.data.profile.SkillSelection;
import dev.statehouse.data.project.IssueLists;
import dev.statehouse.data.project.IssueSelection;
import dev.statehouse.data.project.ProjectLists;
import dev.statehouse.data.project.ProjectSelection;
import dev.statehouse.data.prompt.PromptCardLists;
import dev.statehouse.data.prompt.PromptCardSelection;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.WireTap;
import io.micronaut.data.repository.GenericRepository;
import java.lang.reflect.Array;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What every method of every repository sends, read off the wire: nothing that pins a session of RDS Proxy (Amazon RDS
 * User Guide, "Avoiding pinning an RDS Proxy") or that PgBouncer would carry over to the next client.
 */
class StatementsTest {

    private static final int MOST_TEXT_BYTES = 16 * 1024;
    // BEGIN, COMMIT and ROLLBACK begin none of these; set_config stands only inside enter_workspace.
    private static final Pattern PINS = Pattern.compile(
            "(?i)(^|;)\\s*(SET|RESET|DISCARD|PREPARE|DEALLOCATE|LISTEN|UNLISTEN|DECLARE|LOCK|CREATE|ALTER|DROP)\\b"
                    + "|\\b(nextval|setval|currval|lastval|set_config|pg_(try_)?advisory_lock(_shared)?)\\s*\\("
                    + "|\\bCREATE\\s+(GLOBAL\\s+|LOCAL\\s+)?TEMP");

    @Test
    void nothingPinsAPooledConnection(@TempDir Path folder) throws Exception {
        try (TappedDatabase tapped = new TappedDatabase(folder)) {
            TestTenant tenant = TestTenant.of(new Rows(tapped.database()).workspace());
            int methods = 0;
            for (GenericRepository<?, ?> repository : tapped.context().getBeansOfType(GenericRepository.class)) {
                for (Method method : ofRepository(repository)) {
                    methods++;
                    int before = tapped.tap().sent().size();
                    send(tapped.bean(Workspaces.class), tenant, repository, method);
                    assertTrue(tapped.tap().sent().size() > before, method + " sent nothing");
                }
            }
            listRows(tapped, tenant);
            listProfiles(tapped, tenant);
            List<WireTap.Sent> sent = tapped.tap().sent();
            System.out.printf("statements of %d repository methods on the wire: %d%n", methods, sent.size());
            assertTrue(methods > 10);
            assertEquals(List.of(), sent.stream().filter(StatementsTest::pins).toList());
        }
    }

    /** Made of parts, so that no repository method stands for it. */
    private static void listRows(TappedDatabase tapped, TestTenant tenant) {
        PromptCardLists lists = tapped.bean(PromptCardLists.class);
        UUID id = UUID.randomUUID();
        int before = tapped.tap().sent().size();
        for (PromptCardSelection which : List.of(
                new PromptCardSelection(tenant.workspaceId(), true, null, null, null, null),
                new PromptCardSelection(
                        tenant.workspaceId(), false, id, new String[] {"a"}, Json.EMPTY_ARRAY, Json.EMPTY_OBJECT))) {
            assertEquals(List.of(), tapped.bean(Workspaces.class).read(tenant, () -> lists.newest(which, id, 5)));
        }
        Workspaces workspaces = tapped.bean(Workspaces.class);
        ProjectSelection projects =
                new ProjectSelection(tenant.workspaceId(), false, Json.EMPTY_ARRAY, Json.EMPTY_OBJECT);
        IssueSelection issues = new IssueSelection(tenant.workspaceId(), id, true, "open", new String[] {"a"});
        ProjectLists projectLists = tapped.bean(ProjectLists.class);
        IssueLists issueLists = tapped.bean(IssueLists.class);
        assertEquals(List.of(), workspaces.read(tenant, () -> projectLists.newest(projects, id, 5)));
        assertEquals(List.of(), workspaces.read(tenant, () -> issueLists.newest(issues, 7, 5)));
        assertTrue(tapped.tap().sent().size() >= before + 4, "the lists sent nothing");
    }

    /** A whole mask takes what one list does: a single statement. */
    private static void listProfiles(TappedDatabase tapped, TestTenant tenant) {
        Workspaces workspaces = tapped.bean(Workspaces.class);
        UUID id = UUID.randomUUID();
        ProfileSelection profiles = new ProfileSelection(tenant.workspaceId(), true, id, false);
        ExperienceSelection experiences = new ExperienceSelection(tenant.workspaceId(), false, id, new String[] {"a"});
        SkillSelection skills = new SkillSelection(tenant.workspaceId(), true, id, "c");
        Place place = new Place(LocalDate.EPOCH, id);
        List<Integer> sent = new ArrayList<>();
        for (Supplier<?> read : List.<Supplier<?>>of(
                () -> tapped.bean(ProfileLists.class).newest(profiles, id, 5),
                () -> tapped.bean(ExperienceLists.class).latest(experiences, place, 5),
                () -> tapped.bean(SkillLists.class).newest(skills, id, 5),
                () -> List.of(Optional.ofNullable(tapped.bean(Masks.class).find(id))),
                () -> List.of(Optional.ofNullable(tapped.bean(Masks.class).named("nobody"))))) {
            int before = tapped.tap().sent().size();
            workspaces.read(tenant, read);
            sent.add(tapped.tap().sent().size() - before);
        }
        assertTrue(sent.getFirst() > 0);
        assertEquals(1, sent.stream().distinct().count(), "a read took more statements than another: " + sent);
    }

    private static List<Method> ofRepository(GenericRepository<?, ?> repository) {
        return Arrays.stream(repository.getClass().getInterfaces())
                .filter(GenericRepository.class::isAssignableFrom)
                .flatMap(type -> Arrays.stream(type.getDeclaredMethods()))
                .filter(method -> Modifier.isAbstract(method.getModifiers()))
                .toList();
    }

    // Both ways, since a read is in autocommit. Whether the values make sense to the database does not matter here.
    private static void send(Workspaces workspaces, TestTenant tenant, Object repository, Method method) {
        Object[] arguments = Arrays.stream(method.getParameterTypes())
                .map(StatementsTest::any)
                .toArray();
        for (boolean reads : List.of(true, false)) {
            try {
                if (reads) {
                    workspaces.read(tenant, () -> call(repository, method, arguments));
                } else {
                    workspaces.write(tenant, () -> call(repository, method, arguments));
                }
            } catch (DataError | IllegalStateException refusedByTheDatabase) {
                assertTrue(true);
            }
        }
    }

    private static @Nullable Object call(Object repository, Method method, Object[] arguments) {
        try {
            method.setAccessible(true);
            return method.invoke(repository, arguments);
        } catch (InvocationTargetException thrown) {
            throw thrown.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(thrown);
        } catch (IllegalAccessException impossible) {
            throw new AssertionError(impossible);
        }
    }

    private static Object any(Class<?> type) {
        return switch (type.getSimpleName()) {
            case "UUID" -> UUID.randomUUID();
            case "String" -> "w" + UUID.randomUUID();
            case "int", "Integer" -> 1;
            case "long", "Long" -> 1L;
            case "double", "Double" -> 0.5;
            case "boolean", "Boolean" -> true;
            case "Instant" -> Instant.EPOCH;
            case "float", "Float" -> 0.5f;
            case "LocalDate" -> LocalDate.EPOCH;
            case "Json" -> Json.EMPTY_OBJECT;
            case "byte[]" -> "0123456789abcdef0123456789abcdef".getBytes(StandardCharsets.US_ASCII);
            case "String[]" -> new String[] {UUID.randomUUID().toString()};
            case "List", "Collection" ->
                new ArrayList<>(List.of(UUID.randomUUID().toString()));
            default -> oneOf(type);
        };
    }

    private static Object oneOf(Class<?> array) {
        if (!array.isArray()) {
            throw new AssertionError("no value is known for " + array);
        }
        Object one = Array.newInstance(array.getComponentType(), 1);
        Array.set(one, 0, any(array.getComponentType()));
        return one;
    }

    private static boolean pins(WireTap.Sent sent) {
        return !sent.name().isEmpty()
                || sent.sql().getBytes(StandardCharsets.UTF_8).length > MOST_TEXT_BYTES
                || PINS.matcher(sent.sql()).find();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SET search_path = app",
                "SET LOCAL lock_timeout = 1",
                "SELECT 1; SET x.y = 'z'",
                "LISTEN jobs",
                "SELECT nextval('s')",
                "SELECT set_config('a.b', 'c', false)",
                "SELECT pg_advisory_lock(1)",
                "CREATE TEMPORARY TABLE t (a int)",
                "DISCARD ALL"
            })
    void whatPinsIsSeen(String sql) {
        assertTrue(pins(new WireTap.Sent("", sql)));
    }

    @Test
    void aNamedOrAnOversizedStatementIsSeen() {
        assertTrue(pins(new WireTap.Sent("S_1", "SELECT 1")));
        assertTrue(pins(new WireTap.Sent("", "SELECT '" + "x".repeat(MOST_TEXT_BYTES) + "'")));
        assertTrue(!pins(new WireTap.Sent("", "SELECT pg_advisory_xact_lock(1)")));
        assertTrue(!pins(new WireTap.Sent("", "UPDATE t SET a = 1")));
    }
}
