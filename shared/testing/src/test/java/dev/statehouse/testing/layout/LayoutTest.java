package dev.statehouse.testing.layout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.testing.Events;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Folders, template, schema and settings as they stand in the project. */
class LayoutTest {

    /** Tables that no row and repository of shared/data stand for, each with its reason. */
    private static final Map<String, String> WITHOUT_REPOSITORY = Map.ofEntries(
            Map.entry("agent_run_spends", "sums: written by the statements of TokenUsages, read by those of Budgets"),
            Map.entry("audit_heads", "written and read by the owner's functions alone"),
            Map.entry("audit_links", "written and read by the owner's functions alone"),
            Map.entry("audit_pending_links", "written and read by the owner's functions alone"),
            Map.entry("chunk_backlog", "written and read by the owner's functions alone"),
            Map.entry("chunks", "written by triggers, read by the functions of a search"),
            Map.entry("conversation_segments", "written and read by the owner's functions alone"),
            Map.entry("embeddings", "written by triggers and a job's functions, read by those of a search"),
            Map.entry(
                    "monthly_spends",
                    "sums: written by a trigger of agent_run_spends, read by the statements of Budgets"),
            Map.entry("omitted_refusals", "written and read by the owner's functions alone"),
            Map.entry(
                    "prompt_includes",
                    "an edge between two rows: written and read by the statements of PromptVersions"),
            Map.entry("search_samples", "written and read by the owner's functions alone"),
            Map.entry("search_spaces", "written and read by the owner's functions alone"),
            Map.entry("verified_spends", "written and read by the owner's functions alone"));
    /** Rows that bear another name than their table's. */
    private static final Map<String, String> ROWS = Map.of("idempotency_keys", "KeptAnswer");

    private final CloudTemplate template = CloudTemplate.read();

    @Test
    void everyFunctionFolderIsAFunctionOfTheTemplate() {
        Set<String> folders = Project.names("functions", "").stream()
                .filter(folder -> Project.file("functions/" + folder + "/pom.xml")
                        .toFile()
                        .exists())
                .map(CloudTemplate::logicalId)
                .collect(Collectors.toCollection(TreeSet::new));
        assertEquals(folders, new TreeSet<>(template.functions().keySet()));
    }

    @Test
    void theArtifactIsNamedAfterItsFolder() {
        for (String folder : Project.names("functions", "")) {
            if (Project.file("functions/" + folder).toFile().isDirectory()) {
                String pom = Project.text("functions/" + folder + "/pom.xml");
                assertTrue(pom.contains("\n  <artifactId>" + folder + "</artifactId>"), folder);
            }
        }
    }

    @Test
    void everyRouteIsServedByAFunctionThatApiGatewayMayCallOnce() {
        Set<String> called =
                template.routes().stream().map(Route::function).collect(Collectors.toCollection(TreeSet::new));
        called.add("AuthorizerFunction");
        List<String> permitted = template.ofType("AWS::Lambda::Permission").values().stream()
                .map(permission -> permission.at("/FunctionName/Ref").asText())
                .sorted()
                .toList();
        assertEquals(called.stream().map(function -> function + ".Alias").toList(), permitted);
    }

    @Test
    void onlyTheDefaultRouteAsksNoAuthorizer() {
        List<String> open = template.routes().stream()
                .filter(route -> !route.secured())
                .map(Route::key)
                .toList();
        assertEquals(List.of(Route.DEFAULT), open);
    }

    @Test
    void everyFunctionHasALogGroupOfItsOwn() {
        template.functions()
                .forEach((id, function) -> assertEquals(
                        id.replace("Function", "LogGroup"),
                        function.at("/LoggingConfig/LogGroup/Ref").asText()));
    }

    @Test
    void theParameterGroupHoldsTheOneListOfSettings() {
        Map<String, String> listed = DatabaseSettingsList.managed(Project.text("localstack/postgresql.settings"));
        assertTrue(listed.size() > 9, () -> "too few settings were read: " + listed);
        assertEquals(listed, DatabaseSettingsList.parameters(template));
    }

    @Test
    void everyFunctionHasAnEvent() {
        Set<String> routes = template.routes().stream().map(Route::key).collect(Collectors.toSet());
        for (String file : Project.names("functions", "")) {
            if (Project.file("functions/" + file + "/pom.xml").toFile().exists()) {
                Map<String, Object> event = Events.read(file);
                assertTrue(
                        !event.containsKey("routeKey") || routes.contains(event.get("routeKey")),
                        () -> "events/%s.json is for the route %s, which is not there"
                                .formatted(file, event.get("routeKey")));
            }
        }
    }

    @Test
    void everyTableHasARowAndARepository() {
        Set<String> tables = SchemaTables.names();
        List<String> sources = Project.namesBelow("shared/data/src/main/java", ".java");
        assertTrue(tables.contains("prompt_cards"), () -> "too few tables were read: " + tables);
        for (String table : tables) {
            String row = ROWS.getOrDefault(table, SchemaTables.row(table));
            boolean both =
                    sources.contains(row + ".java") && sources.contains(SchemaTables.repository(table) + ".java");
            assertEquals(
                    !WITHOUT_REPOSITORY.containsKey(table),
                    both,
                    () -> "app.%s: %s and %s in shared/data, unless listed here with a reason"
                            .formatted(table, row, SchemaTables.repository(table)));
        }
        assertTrue(tables.containsAll(WITHOUT_REPOSITORY.keySet()), "a table that is listed here is gone");
    }
}
