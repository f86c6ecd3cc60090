package dev.statehouse.crud;

import static dev.statehouse.crud.BadRequest.get;
import static dev.statehouse.crud.BadRequest.patch;
import static dev.statehouse.crud.BadRequest.post;
import static dev.statehouse.crud.BadRequest.send;

import java.util.stream.Stream;

/** Requests about vectors that are refused, in the form of {@link BadRequests}. */
final class BadVectorRequests {

    private static final String ALL = "/v1/vectors";
    private static final String ONE = ALL + "/{vector}";
    private static final String NOBODY = "0190d0c8-0000-7000-8000-000000000000";

    private BadVectorRequests() {}

    static Stream<BadRequest> vectors() {
        return Stream.of(
                vector("'values': [1, 0, 0]", 422, "/content"),
                content("", 422),
                content("x".repeat(20_001), 422),
                content("a\\u0000b", 422),
                content("a\\ud800b", 422),
                numbers("null", 422),
                numbers("[]", 422),
                numbers("[1, 0]", 422),
                numbers("[1, 0, 0, 0]", 422),
                numbers("[0, 0, 0]", 422),
                numbers("[0, 1e-400, -0.0]", 422),
                numbers("[1e-60, 0, 0]", 422),
                numbers("[1e999, 0, 0]", 422),
                numbers("[1e300, 0, 0]", 422),
                numbers("'[1, 0, 0]'", 400),
                vector("'content': 'x', 'values': [1, null, 0]", 422, "/values/1"),
                vector("'content': 'x', 'values': [1, 'x', 0]", 400, "/values/1"),
                vector("'content': 'x', 'values': [1" + ", 0".repeat(3_072) + "]", 422, "/values"),
                post(ALL, json("{'content': 'x', 'values': [1, 0, 0]}"), 422, "/modelId"),
                ofModel(NOBODY, 422),
                ofModel("{card}", 422),
                ofModel("{removedModel}", 422),
                ofModel("x", 400),
                filled("'conversationId': '" + NOBODY + "'", 422, "/conversationId"),
                filled("'conversationId': '{foreignConversation}'", 422, "/conversationId"),
                filled("'conversationId': '{message}'", 422, "/conversationId"),
                filled("'messageId': '" + NOBODY + "'", 422, "/messageId"),
                filled("'messageId': '{conversation}'", 422, "/messageId"),
                filled("'messageId': '{message}', 'conversationId': '{otherConversation}'", 422, "/messageId"),
                filled("'messageId': '{message}', 'visibility': 'private'", 422, "/visibility"),
                filled("'messageId': '{message}', 'projectId': '{project}'", 422, "/projectId"),
                filled("'projectId': '{card}'", 422, "/projectId"),
                filled("'visibility': 'public'", 422, "/visibility"),
                filled("'metadata': []", 422, "/metadata"),
                filled("'metadata': {'a': '\\u0000'}", 422, "/metadata/a"),
                filled("'metadata': {'a': '" + "x".repeat(20_000) + "'}", 422, "/metadata"),
                filled("'tags': ['']", 422, "/tags/0"),
                filled("'tags': ['\\u0000']", 422, "/tags/0"),
                filled("'ownerId': '" + NOBODY + "'", 400, "/ownerId"),
                // A key that acts for nobody.
                vector("'content': 'x', 'values': [1, 0, 0]", 422, "/visibility"),
                post(ALL + "/batch", "{}", 422, "/vectors"),
                post(ALL + "/batch", json("{'vectors': []}"), 422, "/vectors"),
                post(ALL + "/batch", json("{'vectors': [null]}"), 422, "/vectors/0"),
                post(ALL + "/batch", json("{'vectors': [{'content': ''}]}"), 422, "/vectors/0/content"),
                patch(ONE, json("{'values': [1, 0]}"), 422, "/values"),
                patch(ONE, json("{'values': [0, 0, 0]}"), 422, "/values"),
                patch(ONE, json("{'content': 'other'}"), 422, "/values"),
                patch(ONE, json("{'content': ''}"), 422, "/content"),
                patch(ONE, json("{'projectId': '" + NOBODY + "'}"), 422, "/projectId"),
                patch(ONE, json("{'modelId': '{model}'}"), 400, "/modelId"),
                patch(ONE, json("{'visibility': 'x'}"), 422, "/visibility"),
                patch(ONE, "{}", 428, null).with("if-match", null),
                patch(ONE, "{}", 412, null).with("if-match", "\"99\""),
                send("DELETE", ONE, 412, null).with("if-match", "\"99\""),
                post(ONE + "/restore", "", 404, null),
                get(ONE + "?include=numbers", 400, "include"),
                get(ALL + "/nonsense", 400, "id"),
                get(ALL + "/" + NOBODY, 404, null),
                get(ALL + "?tag=a%00b", 400, "tag"),
                get(ALL + "?metadata=x", 400, "metadata"),
                get(ALL + "?conversation=x", 400, "conversation"),
                get(ALL + "?message=x", 400, "message"),
                get(ALL + "?project=x", 400, "project"),
                get(ALL + "?model=x", 400, "model"),
                get(ALL + "?limit=101", 400, "limit"),
                get(ALL + "?cursor=x", 400, "cursor"),
                get("/v1/vector-exports?delivery=mail", 400, "delivery"));
    }

    private static BadRequest content(String content, int status) {
        return vector("'content': '" + content + "', 'values': [1, 0, 0]", status, "/content");
    }

    private static BadRequest numbers(String values, int status) {
        return vector("'content': 'x', 'visibility': 'workspace', 'values': " + values, status, "/values");
    }

    private static BadRequest ofModel(String model, int status) {
        return post(ALL, json("{'content': 'x', 'values': [1, 0, 0], 'modelId': '" + model + "'}"), status, "/modelId");
    }

    private static BadRequest filled(String fields, int status, String culprit) {
        return vector("'content': 'x', 'values': [1, 0, 0], " + fields, status, culprit);
    }

    private static BadRequest vector(String fields, int status, String culprit) {
        return post(ALL, json("{'modelId': '{model}', " + fields + "}"), status, culprit);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
