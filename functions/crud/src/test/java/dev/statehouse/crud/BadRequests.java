package dev.statehouse.crud;

import static dev.statehouse.crud.BadRequest.get;
import static dev.statehouse.crud.BadRequest.patch;
import static dev.statehouse.crud.BadRequest.post;
import static dev.statehouse.crud.BadRequest.put;
import static dev.statehouse.crud.BadRequest.send;

import java.util.stream.Stream;

/** Requests that are refused: the status, and the field that is named. In bodies, quotes are written as apostrophes. */
final class BadRequests {

    private static final String CARDS = "/v1/prompt-cards";
    private static final String CARD = "/v1/prompt-cards/{card}";
    private static final String VERSIONS = CARD + "/versions";
    private static final String LABEL = CARD + "/labels/staging";
    private static final String RENDER = "/v1/prompts/refused/render?version=1";

    private BadRequests() {}

    static Stream<BadRequest> fieldsOfACard() {
        return Stream.of(
                post(CARDS, "{}", 422, "/title"),
                post(CARDS, "{'title': null}".replace('\'', '"'), 422, "/title"),
                card("'title': 5", 400, "/title"),
                card("'title': true", 400, "/title"),
                card("'title': ['x']", 400, "/title"),
                card("'title': {}", 400, "/title"),
                card("'title': ''", 422, "/title"),
                card("'title': ' \\t\\n'", 422, "/title"),
                card("'title': '\u2003\u3000'", 422, "/title"),
                card("'title': '" + "x".repeat(501) + "'", 422, "/title"),
                card("'title': 'a\\u0000b'", 422, "/title"),
                card("'title': '\\ud800'", 422, "/title"),
                card("'title': '\\udc00\\ud800'", 422, "/title"),
                card("'title': 'x', 'titel': 'x'", 400, "/titel"),
                card("'title': 'x', 'title': 'y'", 400, ""),
                card("'title': 'x', 'slug': 'Not a slug'", 422, "/slug"),
                card("'title': 'x', 'slug': '" + "a".repeat(101) + "'", 422, "/slug"),
                card("'title': 'x', 'slug': '" + "a-".repeat(100_000) + "a'", 422, "/slug"),
                card("'title': 'x', 'slug': 'refused'", 409, "/slug"),
                card("'title': 'x', 'slug': '0190d0c8-0000-7000-8000-000000000000'", 422, "/slug"),
                card("'title': 'x', 'description': '" + "x".repeat(10_001) + "'", 422, "/description"),
                card("'title': 'x', 'description': 1.5", 400, "/description"),
                card("'title': 'x', 'description': '\\u0000'", 422, "/description"),
                card("'title': 'x', 'tags': 'one'", 400, "/tags"),
                card("'title': 'x', 'tags': {}", 400, "/tags"),
                card("'title': 'x', 'tags': [null]", 422, "/tags/0"),
                card("'title': 'x', 'tags': ['a', 5]", 400, "/tags/1"),
                card("'title': 'x', 'tags': ['a', '']", 422, "/tags/1"),
                card("'title': 'x', 'tags': ['" + "x".repeat(101) + "']", 422, "/tags/0"),
                card("'title': 'x', 'tags': [" + "'x',".repeat(50) + "'x']", 422, "/tags"),
                card("'title': 'x', 'tags': ['\\u0000']", 422, "/tags/0"),
                card("'title': 'x', 'tags': ['a', '\\udfff']", 422, "/tags/1"),
                card("'title': 'x', 'projectId': 'p'", 400, "/projectId"),
                card("'title': 'x', 'projectId': 7", 400, "/projectId"),
                card("'title': 'x', 'projectId': '{card}'", 422, "/projectId"),
                card("'title': 'x', 'visibility': 'public'", 422, "/visibility"),
                card("'title': 'x', 'visibility': 'private'", 422, "/visibility"),
                card("'title': 'x', 'version': 'text'", 400, "/version"),
                card("'title': 'x', 'version': 7", 400, "/version"),
                card("'title': 'x', 'version': true", 400, "/version"),
                card("'title': 'x', 'version': [{'template': 'x'}]", 400, "/version"),
                card("'title': 'x', 'version': {}", 422, "/version/template"),
                card("'title': 'x', 'version': {'template': 'x', 'number': 7}", 400, "/version/number"),
                card("'title': 'x', 'version': {'template': '\\u0000'}", 422, "/version/template"));
    }

    /** Metadata is any JSON object, so only what PostgreSQL can't hold is refused. */
    static Stream<BadRequest> metadata() {
        return Stream.of(
                metadata("[]", 422, "/metadata"),
                metadata("'text'", 422, "/metadata"),
                metadata("7", 422, "/metadata"),
                metadata("{'a': {'b': ['\\u0000']}}", 422, "/metadata/a/b/0"),
                metadata("{'a\\u0000': 1}", 422, "/metadata"),
                metadata("{'a': {'\\ud834': 1}}", 400, "/metadata"),
                metadata("{'a/b~c': '\\ud834x'}", 422, "/metadata/a~1b~0c"),
                metadata("{'a': NaN}", 400, "/metadata"),
                metadata("{'a': -Infinity}", 400, "/metadata"),
                metadata("{'a': 1e200000}", 422, "/metadata/a"),
                metadata("{'a': [1, 1e-20000]}", 422, "/metadata/a/1"),
                metadata("{'a': 1e99999999999}", 422, "/metadata/a"),
                metadata("{'a': " + "9".repeat(2_000) + "}", 400, "/metadata"),
                metadata("{'a': 1, 'a': 2}", 400, "/metadata"),
                metadata("{'a': {'b': 1, 'b': 1}}", 400, "/metadata"),
                metadata("{'a': '" + "x".repeat(100_000) + "'}", 422, "/metadata"),
                metadata("{'a': " + "[".repeat(20_000) + "]".repeat(20_000) + "}", 400, "/metadata"),
                metadata("{'a': 01}", 400, "/metadata"),
                metadata("{'a': +1}", 400, "/metadata"),
                metadata("{'a': .5}", 400, "/metadata"));
    }

    /** Fields that a row has and a caller may not set. */
    static Stream<BadRequest> rowsOwnFields() {
        return Stream.of(
                        "id", "workspaceId", "revision", "ownerId", "latestVersion", "createdAt", "deletedAt", "search")
                .flatMap(field -> {
                    String value = ", '" + field + "': '0190d0c8-0000-7000-8000-000000000000'";
                    return Stream.of(
                            card("'title': 'x'" + value, 400, "/" + field),
                            patch(CARD, json("{'title': 'x'" + value + "}"), 400, "/" + field),
                            post("/v1/projects", json("{'slug': 'x', 'name': 'x'" + value + "}"), 400, "/" + field),
                            version("'template': 'x'" + value, 400, "/" + field),
                            put(LABEL, json("{'version': 1" + value + "}"), 400, "/" + field));
                });
    }

    static Stream<BadRequest> changesOfACard() {
        return Stream.of(
                patch(CARD, json("{'title': 5}"), 400, "/title"),
                patch(CARD, json("{'title': ' '}"), 422, "/title"),
                patch(CARD, json("{'title': '" + "x".repeat(501) + "'}"), 422, "/title"),
                patch(CARD, json("{'slug': 'other'}"), 400, "/slug"),
                patch(CARD, json("{'tags': [[]]}"), 400, "/tags/0"),
                patch(CARD, json("{'metadata': [1]}"), 422, "/metadata"),
                patch(CARD, json("{'metadata': {'a': '\\u0000'}}"), 422, "/metadata/a"),
                patch(CARD, json("{'metadata': {'a': '" + "x".repeat(100_000) + "'}}"), 422, "/metadata"),
                patch(CARD, json("{'projectId': 'x'}"), 400, "/projectId"),
                patch(CARD, json("{'projectId': '{card}'}"), 422, "/projectId"),
                patch(CARD, json("{'visibility': 'private'}"), 422, "/visibility"),
                patch(CARD, "{}", 428, null).with("if-match", null),
                patch(CARD, "{}", 412, null).with("if-match", "7"),
                patch(CARD, "{}", 412, null).with("if-match", "\"7\""),
                patch(CARD, "{}", 412, null).with("if-match", "W/\"1\""),
                patch(CARD, "{}", 412, null).with("if-match", ""),
                patch(CARD, "{}", 412, null).with("if-match", "\"" + "9".repeat(30) + "\""),
                patch(CARD, "{}", 412, null).with("if-match", "\"'; DROP TABLE app.prompt_cards; --\""),
                patch(CARDS + "/0190d0c8-0000-7000-8000-000000000000", "{}", 404, null),
                patch(CARDS + "/nonsense", "{}", 400, "id"),
                send("DELETE", CARD, 412, null).with("if-match", "\"99\""),
                send("DELETE", CARDS + "/nonsense", 400, "id"),
                post(CARD + "/restore", "", 404, null),
                post(CARDS + "/nonsense/restore", "", 400, "id"));
    }

    static Stream<BadRequest> versions() {
        return Stream.of(
                version("", 422, "/template"),
                version("'template': ''", 422, "/template"),
                version("'template': 5", 400, "/template"),
                version("'template': '" + "x".repeat(1_000_001) + "'", 422, "/template"),
                version("'template': '{{> " + "a-".repeat(200_000) + "a}}'", 422, "/template"),
                version("'template': '{{> nobody}}'", 422, "/template"),
                version("'template': '{{> refused@latest}}'", 422, "/template"),
                version("'template': 'x', 'systemPrompt': '" + "x".repeat(1_000_001) + "'", 422, "/systemPrompt"),
                version("'template': 'x', 'systemPrompt': '\\ud800'", 422, "/systemPrompt"),
                version("'template': 'x', 'changeNotes': '" + "x".repeat(10_001) + "'", 422, "/changeNotes"),
                version("'template': 'x', 'changeNotes': []", 400, "/changeNotes"),
                version("'template': 'x', 'variables': {}", 400, "/variables"),
                version("'template': 'x', 'variables': ['a']", 400, "/variables/0"),
                version("'template': 'x', 'variables': [5]", 400, "/variables/0"),
                version("'template': 'x', 'variables': [null]", 422, "/variables/0"),
                version("'template': 'x', 'variables': [{}]", 422, "/variables/0/name"),
                variable("'name': '1a', 'type': 'string'", 422, "/variables/0/name"),
                variable("'name': '" + "a".repeat(101) + "', 'type': 'string'", 422, "/variables/0/name"),
                variable("'name': 'a', 'type': 'text'", 422, "/variables/0/type"),
                variable("'name': 'a', 'type': 'string', 'required': 'yes'", 400, "/variables/0/required"),
                variable("'name': 'a', 'type': 'string', 'required': 1", 400, "/variables/0/required"),
                variable("'name': 'a', 'type': 'string', 'default': 1", 422, "/variables/0/default"),
                variable("'name': 'a', 'type': 'string', 'default': '\\u0000'", 422, "/variables/0/default"),
                variable("'name': 'a', 'type': 'number', 'default': 1e999999", 422, "/variables/0/default"),
                variable(
                        "'name': 'a', 'type': 'string', 'default': '" + "x".repeat(10_001) + "'",
                        422,
                        "/variables/0/default"),
                variable("'name': 'a', 'type': 'string', 'size': 1", 400, "/variables/0/size"),
                variable(
                        "'name': 'a', 'type': 'string', 'description': '" + "x".repeat(1_001) + "'",
                        422,
                        "/variables/0/description"),
                version("'template': 'x', 'variables': [" + distinctVariables(101) + "]", 422, "/variables"),
                get(VERSIONS + "/abc", 400, "number"),
                get(VERSIONS + "/1.0", 400, "number"),
                get(VERSIONS + "/99999999999", 400, "number"),
                get(VERSIONS + "/0", 404, null),
                get(VERSIONS + "/-2147483648/diff", 404, null),
                get(VERSIONS + "/1/diff?against=x", 400, "against"),
                get(VERSIONS + "/1/diff?against=99", 404, null));
    }

    static Stream<BadRequest> labelsAndRendering() {
        return Stream.of(
                put(LABEL, "{}", 422, "/version"),
                put(LABEL, json("{'version': null}"), 422, "/version"),
                put(LABEL, json("{'version': '1'}"), 400, "/version"),
                put(LABEL, json("{'version': 1.0}"), 400, "/version"),
                put(LABEL, json("{'version': 1e0}"), 400, "/version"),
                put(LABEL, json("{'version': 99999999999}"), 400, "/version"),
                put(LABEL, json("{'version': 0}"), 422, "/version"),
                put(LABEL, json("{'version': 99}"), 422, "/version"),
                put(LABEL, json("{'version': 1}"), 412, null).with("if-match", "\"1\""),
                put(CARD + "/labels/UPPER", json("{'version': 1}"), 400, "label"),
                put(CARD + "/labels/a%00b", json("{'version': 1}"), 400, "name"),
                put(CARD + "/labels/" + "x".repeat(5_000), json("{'version': 1}"), 400, "label"),
                put(CARD + "/labels/latest", json("{'version': 1}"), 400, "label"),
                get(CARD + "/labels/nobody", 404, null),
                get(CARD + "/labels/%ED%A0%80", 404, null),
                send("DELETE", LABEL, 404, null),
                post(CARD + "/labels/nobody/rollback", "", 404, null),
                put("/v1/protected-labels/%20", "", 400, "label"),
                get("/v1/prompts/nobody", 404, null),
                get("/v1/prompts/refused", 404, null),
                get("/v1/prompts/refused?version=x", 400, "version"),
                get("/v1/prompts/refused?version=7", 404, null),
                get("/v1/prompts/refused?label=%00", 400, "label"),
                get("/v1/prompts/re%00fused", 400, "slug"),
                post(RENDER, "{}", 422, "/variables/who"),
                post(RENDER, json("{'variables': []}"), 422, "/variables"),
                post(RENDER, json("{'variables': {'who': 7}}"), 422, "/variables/who"),
                post(RENDER, json("{'variables': {'who': '\\u0000'}}"), 422, "/variables/who"),
                post(RENDER, json("{'variables': {'who': 'x', 'a/b~': 1}}"), 422, "/variables/a~1b~0"),
                post(RENDER, json("{'variables': {'who': '" + "x".repeat(1_000_001) + "'}}"), 422, null));
    }

    static Stream<BadRequest> queries() {
        return Stream.of("0", "101", "-1", "abc", "1e3", "1.0", "99999999999", "%00", "%zz", "10%", "%FF")
                .map(limit -> get(CARDS + "?limit=" + limit, 400, "limit"))
                .<Stream<BadRequest>>map(Stream::of)
                .reduce(
                        Stream.of(
                                get(CARDS + "?cursor=nonsense", 400, "cursor"),
                                get(CARDS + "?cursor=MTpub25zZW5zZQ", 400, "cursor"),
                                get(CARDS + "?cursor=%F0%9F", 400, "cursor"),
                                get(VERSIONS + "?cursor=MTpub25zZW5zZQ", 400, "cursor"),
                                get(CARDS + "?project=nonsense", 400, "project"),
                                get(CARDS + "?active=maybe", 400, "active"),
                                get(CARDS + "?tag=a%00b", 400, "tag"),
                                get(CARDS + "?tag=a&tag=%ED%A0%80", 400, "tag"),
                                get(CARDS + "?tag=%", 400, "tag"),
                                get(CARDS + "?metadata=nonsense", 400, "metadata"),
                                get(CARDS + "?metadata=%7B%22a%22%3A%22%5Cu0000%22%7D", 400, "metadata"),
                                get(CARDS + "?metadata=%7B%22a%22%3A1%2C%22a%22%3A2%7D", 400, "metadata"),
                                get(CARDS + "?metadata=1e200000", 400, "metadata"),
                                get(CARDS + "?metadata=%7B%7D%20x", 400, "metadata"),
                                get(CARDS + "?metadata=", 400, "metadata"),
                                get(CARDS + "?variables=" + "%5B".repeat(3_000), 400, "variables"),
                                get(CARDS + "?a%00=1", 400, "a%00"),
                                get(CARDS + "/nonsense", 400, "id"),
                                get(CARDS + "/%00", 400, "id"),
                                get(CARDS + "/0190d0c8-0000-7000-8000-000000000000", 404, null),
                                get("/v1/projects/nonsense", 400, "id"),
                                get("/v1/projects?limit=0", 400, "limit"),
                                get("/v1/protected-labels?cursor=x", 400, "cursor")),
                        Stream::concat);
    }

    static Stream<BadRequest> bodiesAsAWhole() {
        return Stream.of(
                post(CARDS, "", 400, ""),
                post(CARDS, "   ", 400, ""),
                post(CARDS, "null", 400, ""),
                post(CARDS, "[]", 400, ""),
                post(CARDS, "5", 400, ""),
                post(CARDS, "1.5", 400, ""),
                post(CARDS, "true", 400, ""),
                put(LABEL, "1", 400, ""),
                put(LABEL, "[1]", 400, ""),
                post(CARDS, "\"title\"", 400, ""),
                post(CARDS, "{'title': 'x'}", 400, ""),
                post(CARDS, "{\"title\": \"x\"", 400, ""),
                post(CARDS, "{\"title\": \"x\"} {}", 400, ""),
                post(CARDS, "{\"title\": \"x\"} garbage", 400, ""),
                post(CARDS, "{\"title\": \"x\"}]", 400, ""),
                post(CARDS, "{\"title\": \"x\" /* why */}", 400, ""),
                post(CARDS, "{\"title\": \"x\"} // why", 400, ""),
                post(CARDS, "{\"title\": \"x\",}", 400, ""),
                post(CARDS, "{title: \"x\"}", 400, ""),
                post(CARDS, "{\"title\": \"a\nb\"}", 400, "/title"),
                post(CARDS, "[".repeat(20_000) + "]".repeat(20_000), 400, ""),
                post(CARDS, "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000), 400, ""),
                post(CARDS, "{\"title\": \"" + "x".repeat(5_900_000) + "\"}", 422, "/title"),
                post(CARDS, "{\"title\": \"x\"}", 415, null).with("content-type", "text/plain"),
                post(CARDS, "title=x", 415, null).with("content-type", "application/x-www-form-urlencoded"),
                post(CARDS, "{\"title\": \"x\"}", 415, null).with("content-type", "application/xml"),
                post(CARDS, "{\"title\": \"x\"}", 415, null).with("content-type", "nonsense"),
                post(CARDS, "{\"title\": \"x\"}", 415, null).with("content-type", "/;=,"));
    }

    static Stream<BadRequest> headersAndRoutes() {
        return Stream.of(
                post(CARDS, json("{'title': 'x'}"), 400, "idempotency-key").with("idempotency-key", " "),
                post(CARDS, json("{'title': 'x'}"), 400, "Idempotency-Key").with("idempotency-key", "k".repeat(256)),
                post(CARDS, json("{'title': 'x'}"), 400, "idempotency-key").with("idempotency-key", "a\u0000b"),
                post(CARDS, json("{'title': 'x'}"), 400, "Idempotency-Key").with("idempotency-key", "\ud800"),
                post(CARDS, json("{'title': 'x'}"), 400, "Idempotency-Key").with("idempotency-key", "schlüssel"),
                get(CARD, 406, null).with("accept", "text/html"),
                get("/", 404, null),
                get("//", 404, null),
                get("/v1", 404, null),
                get("/v2/prompt-cards", 404, null),
                get("/v1/prompt-cards/{card}/nothing", 404, null),
                get("/v1/../etc/passwd", 404, null),
                get("//evil.example/v1/prompt-cards", 404, null),
                get("/%00", 404, null),
                get("/v1/prompt-cards%2F{card}%23x?y", 400, "id"),
                get("/:80:/x", 404, null),
                send("DELETE", CARDS, 405, null),
                send("PUT", CARD, 405, null).with("content-type", "application/json"),
                send("PATCH", "/v1/projects", 405, null),
                send("TRACE", CARDS, 405, null),
                send("BREW", CARDS, 405, null),
                send("POST", "/v1/nothing", 404, null));
    }

    private static BadRequest card(String fields, int status, String culprit) {
        return post(CARDS, json("{" + fields + "}"), status, culprit);
    }

    private static BadRequest metadata(String value, int status, String culprit) {
        return card("'title': 'x', 'metadata': " + value, status, culprit);
    }

    private static BadRequest version(String fields, int status, String culprit) {
        return post(VERSIONS, json("{" + fields + "}"), status, culprit);
    }

    private static BadRequest variable(String fields, int status, String culprit) {
        return version("'template': 'x', 'variables': [{" + fields + "}]", status, culprit);
    }

    private static String distinctVariables(int count) {
        StringBuilder variables = new StringBuilder();
        for (int i = 0; i < count; i++) {
            variables.append(i == 0 ? "" : ",").append("{'name': 'v%d', 'type': 'string'}".formatted(i));
        }
        return variables.toString();
    }

    /** Single quotes read better in a table. */
    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
