package dev.statehouse.localstack;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.statehouse.localstack.FaultStack.Answer;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.ExtendWith;

/** An issue is worked on by an agent, by configuration that is data: what the agent said, what it used and what that cost is all kept. */
@ExtendWith(SharedStack.class)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PaidStoryTest {

    private static final String RUNS = "/v1/agent-runs";

    private Client account;
    private Client rival;
    private String project;
    private String issue;
    private int ids;

    @BeforeAll
    void begin(FaultStack stack) {
        account = Client.ofWorkspace(stack, "paid");
        rival = Client.ofWorkspace(stack, "rival");
        project = account.made("/v1/projects", """
                {"slug": "website", "name": "Website", "labels": {"plan": "paid-plan"}, "settings": {"branch": "main"}}""");
        issue = account.made("/v1/projects/" + project + "/issues", """
                {"title": "Dark mode", "labels": ["ui"], "externalUrl": "https://github.com/acme/website/issues/7"}""");
    }

    private Answer queue(String name, int reservedMicrousd) {
        return account.post(RUNS, """
                {"projectId": "%s", "name": "%s", "agent": "coder", "reservedMicrousd": %d}
                """.formatted(project, name, reservedMicrousd));
    }

    private Answer move(String run, String status) {
        return account.patch(run, "{\"status\": \"%s\"}".formatted(status));
    }

    private void price(String tokenClass, long microusd) {
        account.post("/v1/model-prices", """
                        {"provider": "anthropic", "model": "claude-sonnet-4-5", "tokenClass": "%s", "microusdPerMillion": %d,
                         "validFrom": "2025-01-01T00:00:00Z"}""".formatted(tokenClass, microusd)).expect(201);
    }

    /** Of version 7 and of now, as an agent makes them: each later than the one before. */
    private UUID id() {
        long now = System.currentTimeMillis();
        return new UUID(
                (now << 16) | 0x7000 | (ids++ & 0xfff),
                (ThreadLocalRandom.current().nextLong() >>> 2) | Long.MIN_VALUE);
    }

    private String lines(int count) {
        return IntStream.range(0, count)
                .mapToObj(line ->
                        "{\"id\": \"%s\", \"level\": \"%s\", \"message\": \"Step %d\", \"data\": {\"step\": %3$d}}"
                                .formatted(id(), line == 0 ? "warn" : "info", line))
                .collect(Collectors.joining(", ", "{\"rows\": [", "]}"));
    }

    @Test
    void configurationIsData() {
        assertEquals(
                "Website",
                account.get("/v1/projects?labels=" + Client.encoded("{\"plan\": \"paid-plan\"}"))
                        .expect(200)
                        .each("/data", "/name"));
        assertEquals(
                "1", account.get("/v1/projects/" + project + "/issues?label=ui").text("/data/0/number"));

        // How it is to write, in this project; and which model does what, where the project's word goes before the
        // account's.
        account.made("/v1/style-guides", """
                {"projectId": "%s", "language": "ruby", "name": "House style", "content": "No abbreviations."}""".formatted(project));
        for (String preference : List.of(
                "\"model\": \"claude-haiku-4-5\"",
                "\"model\": \"claude-sonnet-4-5\", \"projectId\": \"%s\"".formatted(project))) {
            account.made(
                    "/v1/model-preferences",
                    "{\"task\": \"implement\", \"provider\": \"anthropic\", %s}".formatted(preference));
        }
        String resolve = "/v1/model-preferences/resolve?task=implement";
        assertEquals(
                "claude-sonnet-4-5",
                account.get(resolve + "&project=" + project).expect(200).text("/model"));
        assertEquals("claude-haiku-4-5", account.get(resolve).expect(200).text("/model"));

        // GitHub's token is kept encrypted, found by its scope, and never shown in a list.
        account.made("/v1/credentials", """
                {"provider": "github", "name": "bot", "scopes": ["repo"], "value": "ghp_secret"}""");
        Answer tokens = account.get("/v1/credentials?scope=repo").expect(200);
        assertEquals("bot", tokens.each("/data", "/name"));
        assertFalse(tokens.body().contains("ghp_secret"));
    }

    @Test
    void aRunIsPaidForToThePicodollarAndNeverBeyondItsBudget() {
        price("input", 3_000_000);
        price("cached_input", 300_000);
        price("output", 15_000_000);
        String budget = "/v1/budgets/" + account.made("/v1/budgets", """
                {"projectId": "%s", "softLimitMicrousd": 10000, "hardLimitMicrousd": 25000}""".formatted(project));

        // An agent takes the issue with the present version of its prompt.
        String card = "/v1/prompt-cards/" + account.made("/v1/prompt-cards", "{\"title\": \"Implement\"}");
        String prompt = account.made(card + "/versions", """
                {"template": "Implement {{issue}}.", "systemPrompt": "You write Ruby.", "changeNotes": "first"}""");
        Answer queued = account.post(RUNS, """
                        {"issueId": "%s", "promptVersionId": "%s", "name": "Add a dark mode", "agent": "coder",
                         "workflowState": {"step": "plan"}, "reservedMicrousd": 8000}""".formatted(issue, prompt)).expect(201);
        assertEquals(project, queued.text("/projectId"));
        String run = RUNS + "/" + queued.text("/id");
        move(run, "running").expect(200);
        account.put(run + "/heartbeat", "").expect(200);

        // It says what it does, in batches; one that is sent again because its answer was lost changes nothing.
        String batch = lines(100);
        assertEquals("100", account.post(run + "/logs", batch).expect(200).text("/stored"));
        assertEquals("0", account.post(run + "/logs", batch).expect(200).text("/stored"));
        assertEquals("Step 99", account.get(run + "/logs?limit=1").text("/data/0/message"));

        // 1,200 tokens in, 8,000 from the provider's cache, 350 out: 3,600 and 2,400 and 5,250 millionths of a dollar.
        Answer used = account.post(run + "/usages", """
                        {"rows": [{"id": "%s", "provider": "anthropic", "model": "claude-sonnet-4-5", "inputTokens": 1200,
                                   "cachedInputTokens": 8000, "outputTokens": 350, "totalTokens": 9550}]}""".formatted(id())).expect(200);
        assertEquals("0", used.text("/unpriced"));
        assertEquals("0.011250", account.get(budget).text("/spentUsd"));
        assertEquals("warned", account.get(budget).text("/state"));

        // The next one still fits into what is left of the month, and is told that it is the last; the one after is
        // refused.
        Answer last = queue("Fix the tests", 10_000).expect(201);
        assertEquals(1, last.json().path("warningBudgetIds").size());
        Answer refused = queue("Rewrite it", 10_000).expect(402);
        assertEquals("urn:statehouse:problem:budget-exhausted", refused.text("/type"));

        // One that is cancelled gives back what it reserved; one that fails keeps what it learned.
        move(RUNS + "/" + last.text("/id"), "cancelled").expect(200);
        String failing = RUNS + "/" + queue("Rewrite it", 10_000).expect(201).text("/id");
        move(failing, "running").expect(200);
        move(failing, "waiting").expect(200);
        account.patch(failing, """
                        {"status": "failed", "error": "the tests never end", "workflowState": {"step": "test"}}""").expect(200);
        Answer over = move(failing, "running").expect(409);
        assertTrue(over.text("/detail").contains("failed to running"), over.body());
        assertEquals("the tests never end", account.get(failing).text("/error"));

        // At its end a run tells all that it came to, and the dashboard shows how each ended.
        move(run, "succeeded").expect(200);
        JsonNode summary = account.read(run + "/summary");
        assertEquals(99, summary.at("/lines/info").asInt());
        assertEquals(1, summary.at("/lines/warn").asInt());
        assertEquals("0.011250", summary.at("/total/costUsd").asText());
        assertEquals("claude-sonnet-4-5", summary.at("/models/0/model").asText());
        assertEquals(
                "failed, cancelled, succeeded",
                account.get(RUNS + "?project=" + project).expect(200).each("/data", "/status"));
        assertEquals("0.000000", account.get(budget).text("/reservedUsd"));

        // What it cost is no rival's business.
        rival.get(run).expect(404);
        rival.get(budget).expect(404);
        assertEquals(0, rival.read(RUNS).path("data").size());
    }
}
