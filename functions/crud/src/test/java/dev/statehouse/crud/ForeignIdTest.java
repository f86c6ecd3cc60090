package dev.statehouse.crud;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.statehouse.testing.Api;
import dev.statehouse.testing.TestCaller;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What another workspace has can't be told from what nobody has: each operation answers both alike, byte for byte. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ForeignIdTest {

    private Crud crud;
    private Api stranger;
    /** What the workspace has, by the names that stand for it below. */
    private final Map<String, String> secret = new HashMap<>();

    @BeforeAll
    void start() {
        crud = new Crud();
        Api owner = crud.api();
        String project = id(owner.post("/v1/projects", "{\"slug\": \"secret-project\", \"name\": \"Secret\"}"));
        owner.post("/v1/projects/" + project + "/issues", "{\"title\": \"Secret issue\"}")
                .expect(201);
        String card = id(owner.post(
                "/v1/prompt-cards",
                "{\"title\": \"Secret card\", \"projectId\": \"%s\", \"version\": {\"template\": \"x\"}}"
                        .formatted(project)));
        owner.put("/v1/prompt-cards/" + card + "/labels/production", "{\"version\": 1}")
                .expect(200);
        secret.put("project", project);
        secret.put("card", card);
        secret.put("slug", "secret-card");
        secret.put("guide", id(owner.post("/v1/style-guides", "{\"language\": \"en\", \"name\": \"Secret\"}")));
        secret.put(
                "preference",
                id(owner.post(
                        "/v1/model-preferences",
                        "{\"task\": \"t\", \"provider\": \"p\", \"model\": \"m\", \"projectId\": \"%s\"}"
                                .formatted(project))));
        String conversation = id(owner.post("/v1/conversations", "{\"visibility\": \"workspace\"}"));
        owner.post("/v1/conversations/" + conversation + "/messages", "{\"role\": \"user\", \"content\": \"Secret\"}")
                .expect(201);
        secret.put("conversation", conversation);
        secret.put("run", id(owner.post("/v1/agent-runs", "{\"name\": \"n\", \"agent\": \"a\"}")));
        Api admin = owner.as(TestCaller.of(crud.workspace(), "admin"));
        secret.put(
                "price",
                id(admin.post(
                        "/v1/model-prices",
                        "{\"provider\": \"p\", \"model\": \"m\", \"tokenClass\": \"input\", \"microusdPerMillion\": 1,"
                                + " \"validFrom\": \"2025-01-01T00:00:00Z\"}")));
        secret.put("budget", id(admin.post("/v1/budgets", "{\"hardLimitMicrousd\": 1000}")));
        String identity = id(owner.post("/v1/identities", "{\"name\": \"Secret\"}"));
        secret.put("identity", identity);
        secret.put("experience", id(owner.post("/v1/experiences", """
                        {"identityId": "%s", "organisation": "O", "title": "T", "startDate": "2020-01-01"}
                        """.formatted(identity))));
        secret.put("skill", id(owner.post("/v1/skills", """
                        {"identityId": "%s", "name": "N", "category": "C"}
                        """.formatted(identity))));
        secret.put("profile", id(owner.post("/v1/profiles", """
                        {"identityId": "%s", "slug": "secret-profile", "headline": "H"}
                        """.formatted(identity))));
        owner.patch("/v1/profiles/secret-profile", "{\"slug\": \"secret-card\"}", "*")
                .expect(200);
        secret.put("entry", id(owner.post("/v1/knowledge-entries", """
                        {"title": "Secret", "sourceType": "text", "content": "Secret", "projectId": "%s"}
                        """.formatted(project))));
        secret.put(
                "model",
                id(admin.post(
                        "/v1/embedding-models", "{\"provider\": \"caller\", \"name\": \"m\", \"dimensions\": 1}")));
        secret.put("vector", id(owner.post("/v1/vectors", """
                        {"content": "Secret", "values": [1], "modelId": "%s", "conversationId": "%s"}
                        """.formatted(secret.get("model"), conversation))));
        stranger = crud.api().as(TestCaller.of(crud.rows().workspace(), "owner"));
    }

    @AfterAll
    void stop() {
        crud.close();
    }

    private static String id(Api.Answer created) {
        return created.expect(201).json().path("id").asText();
    }

    @ParameterizedTest(name = "{0} {1} → {3}")
    @CsvSource(delimiter = '|', textBlock = """
            GET    | /v1/projects/{project}                                |                                  | 404
            PATCH  | /v1/projects/{project}                                | {}                               | 404
            DELETE | /v1/projects/{project}                                |                                  | 404
            POST   | /v1/projects/{project}/restore                        |                                  | 404
            GET    | /v1/projects/{project}/issues                         |                                  | 404
            POST   | /v1/projects/{project}/issues                         | {"title": "x"}                   | 404
            GET    | /v1/projects/{project}/issues/1                       |                                  | 404
            PATCH  | /v1/projects/{project}/issues/1                       | {}                               | 404
            DELETE | /v1/projects/{project}/issues/1                       |                                  | 404
            POST   | /v1/projects/{project}/issues/1/restore               |                                  | 404
            GET    | /v1/projects/{project}/issue-exports                  |                                  | 404
            GET    | /v1/style-guides/{guide}                              |                                  | 404
            PATCH  | /v1/style-guides/{guide}                              | {}                               | 404
            DELETE | /v1/style-guides/{guide}                              |                                  | 404
            POST   | /v1/style-guides/{guide}/restore                      |                                  | 404
            GET    | /v1/style-guides?project={project}                    |                                  | 200
            GET    | /v1/model-preferences/{preference}                         |                                  | 404
            PATCH  | /v1/model-preferences/{preference}                         | {}                               | 404
            DELETE | /v1/model-preferences/{preference}                         |                                  | 404
            POST   | /v1/model-preferences/{preference}/restore                 |                                  | 404
            GET    | /v1/model-preferences?project={project}               |                                  | 200
            GET    | /v1/model-preferences/resolve?task=t&project={project} |                                 | 404
            GET    | /v1/conversations/{conversation}                      |                                  | 404
            PATCH  | /v1/conversations/{conversation}                      | {}                               | 404
            DELETE | /v1/conversations/{conversation}                      |                                  | 404
            POST   | /v1/conversations/{conversation}/restore              |                                  | 404
            POST   | /v1/conversations/{conversation}/forks                | {"seq": 1}                       | 404
            GET    | /v1/conversations/{conversation}/context?tokens=9     |                                  | 404
            PUT    | /v1/conversations/{conversation}/summary              | {"content": "x", "seq": 1}       | 404
            DELETE | /v1/conversations/{conversation}/summary              |                                  | 404
            GET    | /v1/conversations/{conversation}/messages             |                                  | 404
            POST   | /v1/conversations/{conversation}/messages             | {"role": "user", "content": "x"} | 404
            POST   | /v1/conversations/{conversation}/messages/batch       | {"messages": [{"role": "user", "content": "x"}]} | 404
            GET    | /v1/conversations/{conversation}/messages/1           |                                  | 404
            PATCH  | /v1/conversations/{conversation}/messages/1           | {}                               | 404
            DELETE | /v1/conversations/{conversation}/messages/1           |                                  | 404
            POST   | /v1/conversations/{conversation}/messages/1/restore   |                                  | 404
            GET    | /v1/conversations/{conversation}/messages/1/revisions |                                  | 404
            GET    | /v1/conversations/{conversation}/message-exports      |                                  | 404
            POST   | /v1/conversations/{conversation}/message-imports      | {"uploadId": "{entry}", "format": "ndjson"} | 404
            GET    | /v1/conversations/{conversation}/openai-messages      |                                  | 404
            POST   | /v1/conversations/{conversation}/openai-messages      | {"messages": [{"role": "user", "content": "x"}]} | 404
            GET    | /v1/conversations?project={project}                   |                                  | 200
            GET    | /v1/conversation-exports?project={project}            |                                  | 200
            GET    | /v1/agent-runs/{run}                                  |                                  | 404
            PATCH  | /v1/agent-runs/{run}                                  | {}                               | 404
            DELETE | /v1/agent-runs/{run}                                  |                                  | 404
            POST   | /v1/agent-runs/{run}/restore                          |                                  | 404
            PUT    | /v1/agent-runs/{run}/heartbeat                        |                                  | 404
            GET    | /v1/agent-runs/{run}/summary                          |                                  | 404
            GET    | /v1/agent-runs/{run}/logs                             |                                  | 404
            GET    | /v1/agent-runs/{run}/usages                           |                                  | 404
            GET    | /v1/agent-runs/{run}/log-exports                      |                                  | 404
            GET    | /v1/agent-runs/{run}/usage-exports                    |                                  | 404
            GET    | /v1/agent-runs?project={project}                      |                                  | 200
            GET    | /v1/agent-run-exports?project={project}               |                                  | 200
            POST   | /v1/agent-runs                                        | {"name": "n", "agent": "a", "projectId": "{project}"} | 422
            GET    | /v1/knowledge-entries/{entry}                         |                                  | 404
            PATCH  | /v1/knowledge-entries/{entry}                         | {}                               | 404
            DELETE | /v1/knowledge-entries/{entry}                         |                                  | 404
            POST   | /v1/knowledge-entries/{entry}/restore                 |                                  | 404
            GET    | /v1/knowledge-entries/{entry}/text                    |                                  | 404
            GET    | /v1/knowledge-entries/{entry}/pieces                  |                                  | 404
            POST   | /v1/knowledge-entries/{entry}/uploads                 | {"contentType": "text/plain", "bytes": 1, "sha256": "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa"} | 404
            POST   | /v1/knowledge-entries/{entry}/content                 | {"uploadId": "{entry}"}          | 404
            POST   | /v1/knowledge-entries                                 | {"title": "T", "sourceType": "text", "projectId": "{project}"} | 422
            GET    | /v1/knowledge-entries?project={project}               |                                  | 200
            GET    | /v1/model-prices/{price}                              |                                  | 404
            PATCH  | /v1/model-prices/{price}                              | {}                               | 404
            DELETE | /v1/model-prices/{price}                              |                                  | 404
            POST   | /v1/model-prices/{price}/restore                      |                                  | 404
            GET    | /v1/budgets/{budget}                                  |                                  | 404
            PATCH  | /v1/budgets/{budget}                                  | {}                               | 404
            DELETE | /v1/budgets/{budget}                                  |                                  | 404
            POST   | /v1/budgets/{budget}/restore                          |                                  | 404
            GET    | /v1/budgets/{budget}/warnings                         |                                  | 404
            GET    | /v1/identities/{identity}                             |                                  | 404
            PATCH  | /v1/identities/{identity}                             | {}                               | 404
            DELETE | /v1/identities/{identity}                             |                                  | 404
            POST   | /v1/identities/{identity}/restore                     |                                  | 404
            GET    | /v1/profiles/{profile}                                |                                  | 404
            PATCH  | /v1/profiles/{profile}                                | {}                               | 404
            DELETE | /v1/profiles/{profile}                                |                                  | 404
            POST   | /v1/profiles/{profile}/restore                        |                                  | 404
            GET    | /v1/profiles?identity={identity}                      |                                  | 200
            GET    | /v1/experiences/{experience}                          |                                  | 404
            PATCH  | /v1/experiences/{experience}                          | {}                               | 404
            DELETE | /v1/experiences/{experience}                          |                                  | 404
            POST   | /v1/experiences/{experience}/restore                  |                                  | 404
            GET    | /v1/experiences?identity={identity}                   |                                  | 200
            GET    | /v1/skills/{skill}                                    |                                  | 404
            PATCH  | /v1/skills/{skill}                                    | {}                               | 404
            DELETE | /v1/skills/{skill}                                    |                                  | 404
            POST   | /v1/skills/{skill}/restore                            |                                  | 404
            GET    | /v1/skills?identity={identity}                        |                                  | 200
            GET    | /v1/vectors/{vector}                                  |                                  | 404
            GET    | /v1/vectors/{vector}?include=values                   |                                  | 404
            PATCH  | /v1/vectors/{vector}                                  | {"values": [1]}                  | 404
            DELETE | /v1/vectors/{vector}                                  |                                  | 404
            POST   | /v1/vectors/{vector}/restore                          |                                  | 404
            GET    | /v1/vectors?conversation={conversation}               |                                  | 200
            POST   | /v1/vectors     | {"content": "x", "values": [1], "modelId": "{model}"} | 422
            GET    | /v1/profiles/{slug}                                   |                                  | 404
            PATCH  | /v1/profiles/{slug}                                   | {}                               | 404
            POST   | /v1/profiles    | {"identityId": "{identity}", "slug": "x", "headline": "x"} | 422
            POST   | /v1/experiences | {"identityId": "{identity}", "organisation": "x", "title": "x", "startDate": "2020-01-01"} | 422
            POST   | /v1/skills      | {"identityId": "{identity}", "name": "x", "category": "x"} | 422
            GET    | /v1/prompt-cards/{card}                               |                                  | 404
            GET    | /v1/prompt-cards?project={project}                    |                                  | 200
            PATCH  | /v1/prompt-cards/{card}                               | {}                               | 404
            DELETE | /v1/prompt-cards/{card}                               |                                  | 404
            POST   | /v1/prompt-cards/{card}/restore                       |                                  | 404
            POST   | /v1/prompt-cards/{card}/versions                      | {"template": "x"}                | 404
            GET    | /v1/prompt-cards/{card}/versions                      |                                  | 404
            GET    | /v1/prompt-cards/{card}/versions/1                    |                                  | 404
            GET    | /v1/prompt-cards/{card}/versions/1/diff?against=1     |                                  | 404
            GET    | /v1/prompt-cards/{card}/labels                        |                                  | 404
            GET    | /v1/prompt-cards/{card}/labels/production             |                                  | 404
            PUT    | /v1/prompt-cards/{card}/labels/production             | {"version": 1}                   | 404
            DELETE | /v1/prompt-cards/{card}/labels/production             |                                  | 404
            GET    | /v1/prompt-cards/{card}/labels/production/moves       |                                  | 404
            POST   | /v1/prompt-cards/{card}/labels/production/rollback    |                                  | 404
            GET    | /v1/prompts/{slug}                                    |                                  | 404
            POST   | /v1/prompts/{slug}/render                             | {}                               | 404
            POST   | /v1/style-guides            | {"language": "x", "name": "x", "projectId": "{project}"}  | 422
            POST   | /v1/model-preferences       | {"task": "t", "provider": "x", "model": "x", "projectId": "{project}"} | 422
            POST   | /v1/prompt-cards            | {"title": "x", "projectId": "{project}"}                  | 422
            POST   | /v1/prompt-cards            | {"title": "x", "version": {"template": "{{> {slug}}}"}}   | 422
            """)
    void foreignAndUnknownAreAlike(String method, String path, String body, int status) {
        String before = crud.state();
        Api.Answer foreign = send(method, path, body, secret);
        Map<String, String> nobody = new HashMap<>(secret);
        nobody.replaceAll((name, id) -> UUID.randomUUID().toString());
        nobody.put("slug", "nobody-card");
        Api.Answer unknown = send(method, path, body, nobody);

        assertEquals(status, foreign.status(), foreign.body());
        assertEquals(status, unknown.status(), unknown.body());
        assertEquals(unknown.headers(), foreign.headers());
        assertEquals(unknown.body().replace("nobody-card", "secret-card"), foreign.body());
        assertEquals(before, crud.state());
    }

    private Api.Answer send(String method, String path, String body, Map<String, String> ids) {
        return stranger.send(
                method,
                filled(path, ids),
                Map.of("content-type", "application/json", "if-match", "*"),
                body == null ? null : filled(body, ids));
    }

    private static String filled(String text, Map<String, String> ids) {
        String filled = text;
        for (Map.Entry<String, String> id : ids.entrySet()) {
            filled = filled.replace("{" + id.getKey() + "}", id.getValue());
        }
        return filled;
    }
}
