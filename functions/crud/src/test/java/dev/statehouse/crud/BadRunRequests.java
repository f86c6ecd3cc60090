package dev.statehouse.crud;

import static dev.statehouse.crud.BadRequest.get;
import static dev.statehouse.crud.BadRequest.patch;
import static dev.statehouse.crud.BadRequest.post;
import static dev.statehouse.crud.BadRequest.send;

import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** Requests about runs, prices and budgets that are refused. */
final class BadRunRequests {

    private static final String RUNS = "/v1/agent-runs";
    private static final String RUN = RUNS + "/{run}";
    private static final String PRICES = "/v1/model-prices";
    private static final String PRICE = PRICES + "/{price}";
    private static final String BUDGETS = "/v1/budgets";
    private static final String BUDGET = BUDGETS + "/{budget}";
    private static final String RECALCULATIONS = "/v1/price-recalculations";
    private static final String NOBODY = "01900000-0000-7000-8000-000000000000";

    private BadRunRequests() {}

    static Stream<BadRequest> runs() {
        return Stream.of(
                post(RUNS, json("{'agent': 'a'}"), 422, "/name"),
                post(RUNS, json("{'name': 'n'}"), 422, "/agent"),
                post(RUNS, json("{'name': ' ', 'agent': 'a'}"), 422, "/name"),
                post(RUNS, json("{'name': 'n', 'agent': '\u2003'}"), 422, "/agent"),
                run("'name': '" + "n".repeat(201) + "'", 422, "/name"),
                run("'name': 'n', 'status': 'running'", 400, "/status"),
                run("'name': 'n', 'workflowState': []", 422, "/workflowState"),
                run("'name': 'n', 'workflowState': {'a': 1e200000}", 422, "/workflowState/a"),
                run("'name': 'n', 'reservedMicrousd': -1", 422, "/reservedMicrousd"),
                run("'name': 'n', 'reservedMicrousd': 1.5", 400, "/reservedMicrousd"),
                run("'name': 'n', 'heartbeatSeconds': 9", 422, "/heartbeatSeconds"),
                run("'name': 'n', 'projectId': '" + NOBODY + "'", 422, "/projectId"),
                run("'name': 'n', 'issueId': '{card}'", 422, "/issueId"),
                run("'name': 'n', 'promptVersionId': '{card}'", 422, "/promptVersionId"),
                run("'name': 'n', 'projectId': 'x'", 400, "/projectId"),
                run("'name': 'n', 'reservedMicrousd': 1001", 402, null),
                patch(RUN, json("{'status': 'done'}"), 422, "/status"),
                patch(RUN, json("{'status': 'succeeded'}"), 409, null),
                patch(RUN, json("{'error': '" + "e".repeat(10_001) + "'}"), 422, "/error"),
                patch(RUN, json("{'agent': 'b'}"), 400, "/agent"),
                patch(RUN, "{}", 428, null).with("if-match", null),
                patch(RUN, "{}", 412, null).with("if-match", "\"7\""),
                patch(RUNS + "/" + NOBODY, "{}", 404, null),
                send("DELETE", RUN, 409, null),
                send("PUT", RUN + "/heartbeat", 409, null),
                post(RUN + "/restore", "", 404, null),
                get(RUNS + "?status=done", 400, "status"),
                get(RUNS + "?project=x", 400, "project"),
                get(RUNS + "?active=x", 400, "active"),
                get(RUNS + "?cursor=x", 400, "cursor"),
                get(RUNS + "/x/summary", 400, "id"),
                get(RUNS + "/" + NOBODY + "/summary", 404, null),
                get(RUNS + "/" + NOBODY + "/log-exports", 404, null),
                get("/v1/agent-run-exports?status=done", 400, "status"),
                get("/v1/agent-run-exports?issue=x", 400, "issue"),
                get("/v1/agent-run-exports?delivery=%00", 400, "delivery"));
    }

    static Stream<BadRequest> prices() {
        return Stream.of(
                price("'provider': 'P!'", 422, "/provider"),
                price("'model': ''", 422, "/model"),
                price("'tokenClass': 'total'", 422, "/tokenClass"),
                price("'microusdPerMillion': -1", 422, "/microusdPerMillion"),
                price("'microusdPerMillion': 0.5", 400, "/microusdPerMillion"),
                price("'validFrom': 'yesterday'", 400, "/validFrom"),
                price("'validFrom': 1735689600", 400, "/validFrom"),
                price("'validFrom': '1735689600'", 400, "/validFrom"),
                price("'validFrom': '+10000-01-01T00:00:00Z'", 400, "/validFrom"),
                price("'validTo': '+1000000000-12-31T23:59:59.999999999Z'", 400, "/validTo"),
                price("'validTo': '2024-01-01T00:00:00Z'", 422, "/validTo"),
                price("'tokenClass': 'input'", 409, "/validFrom"),
                patch(PRICE, json("{'model': 'x'}"), 400, "/model"),
                patch(PRICE, json("{'validTo': '2024-01-01T00:00:00Z'}"), 422, "/validTo"),
                patch(PRICE, "{}", 412, null).with("if-match", "\"7\""),
                post(PRICE + "/restore", "", 404, null),
                get(PRICES + "?at=x", 400, "at"));
    }

    static Stream<BadRequest> budgets() {
        return Stream.of(
                post(BUDGETS, "{}", 422, "/hardLimitMicrousd"),
                post(BUDGETS, json("{'hardLimitMicrousd': -1}"), 422, "/hardLimitMicrousd"),
                post(BUDGETS, json("{'hardLimitMicrousd': 1}"), 409, "/projectId"),
                post(BUDGETS, json("{'hardLimitMicrousd': 1, 'projectId': '{card}'}"), 422, "/projectId"),
                post(
                        BUDGETS,
                        json("{'hardLimitMicrousd': 1, 'softLimitMicrousd': 2, 'projectId': '{project}'}"),
                        422,
                        "/softLimitMicrousd"),
                patch(BUDGET, json("{'softLimitMicrousd': 1001}"), 422, "/softLimitMicrousd"),
                patch(
                        BUDGET,
                        json("{'softLimitMicrousd': null, 'hardLimitMicrousd': null}"),
                        422,
                        "/hardLimitMicrousd"),
                patch(BUDGET, json("{'projectId': null}"), 400, "/projectId"),
                patch(BUDGET, "{}", 428, null).with("if-match", null),
                get(BUDGET + "/warnings?cursor=x", 400, "cursor"));
    }

    static Stream<BadRequest> recalculations() {
        return Stream.of(
                post(RECALCULATIONS, json("{'model': 'm', 'from': '2025-01-01T00:00:00Z'}"), 422, "/provider"),
                post(RECALCULATIONS, json("{'provider': 'p', 'model': 'm'}"), 422, "/from"),
                post(
                        RECALCULATIONS,
                        json(
                                "{'provider': 'p', 'model': 'm', 'from': '2025-01-02T00:00:00Z', 'until': '2025-01-01T00:00:00Z'}"),
                        422,
                        "/until"),
                post(RECALCULATIONS + "/" + NOBODY + "/apply", "", 404, null),
                get(RECALCULATIONS + "/" + NOBODY, 404, null));
    }

    private static BadRequest run(String fields, int status, @Nullable String culprit) {
        return post(RUNS, json("{'agent': 'a', " + fields + "}"), status, culprit);
    }

    /** A price that would do, but for this field. */
    private static BadRequest price(String field, int status, String culprit) {
        String name = field.substring(0, field.indexOf(':'));
        StringBuilder fields = new StringBuilder(field);
        for (String usual : new String[] {
            "'provider': 'p'",
            "'model': 'm'",
            "'tokenClass': 'output'",
            "'microusdPerMillion': 1",
            "'validFrom': '2025-01-01T00:00:00Z'"
        }) {
            if (!usual.startsWith(name + ":")) {
                fields.append(", ").append(usual);
            }
        }
        return post(PRICES, json("{" + fields + "}"), status, culprit);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
