package dev.statehouse.crud;

import static dev.statehouse.crud.BadRequest.get;
import static dev.statehouse.crud.BadRequest.patch;
import static dev.statehouse.crud.BadRequest.post;
import static dev.statehouse.crud.BadRequest.send;

import java.util.stream.Stream;

/** Requests about knowledge that are refused, in the form of {@link BadRequests}. */
final class BadKnowledgeRequests {

    private static final String ALL = "/v1/knowledge-entries";
    private static final String ONE = ALL + "/{entry}";
    private static final String NOBODY = "0190d0c8-0000-7000-8000-000000000000";

    private BadKnowledgeRequests() {}

    static Stream<BadRequest> entries() {
        return Stream.of(
                entry("'sourceType': 'text'", 422, "/title"),
                entry("'title': ' ', 'sourceType': 'text'", 422, "/title"),
                entry("'title': '\\u2003', 'sourceType': 'text'", 422, "/title"),
                entry("'title': '" + "x".repeat(501) + "', 'sourceType': 'text'", 422, "/title"),
                entry("'title': 'a\\u0000b', 'sourceType': 'text'", 422, "/title"),
                entry("'title': 'T'", 422, "/sourceType"),
                entry("'title': 'T', 'sourceType': 'web'", 422, "/sourceType"),
                entry("'title': 'T', 'sourceType': 'url'", 422, "/sourceUrl"),
                text("'sourceUrl': 'file:///etc/passwd'", 422, "/sourceUrl"),
                text("'sourceUrl': 'http://user@internal/'", 422, "/sourceUrl"),
                text("'sourceUrl': 'https://a/" + "x".repeat(2_000) + "'", 422, "/sourceUrl"),
                text("'metadata': []", 422, "/metadata"),
                text("'metadata': {'a': '\\u0000'}", 422, "/metadata/a"),
                text("'sourceUrl': 'https://a/\\u0000'", 422, "/sourceUrl"),
                text("'tags': ['']", 422, "/tags/0"),
                text("'tags': ['\\u0000']", 422, "/tags/0"),
                text("'language': '\\u0000'", 422, "/language"),
                text("'language': 'english please'", 422, "/language"),
                text("'pieceTokens': 63", 422, "/pieceTokens"),
                text("'pieceTokens': 2001", 422, "/pieceTokens"),
                text("'pieceTokens': 100, 'pieceOverlap': 51", 422, "/pieceOverlap"),
                text("'pieceOverlap': -1", 422, "/pieceOverlap"),
                text("'content': ' \\n '", 422, "/content"),
                text("'content': ''", 422, "/content"),
                text("'content': 'a\\u0000b'", 422, "/content"),
                text("'content': 'a\\ud800b'", 422, "/content"),
                text("'content': '" + "x".repeat(1_000_001) + "'", 422, "/content"),
                text("'content': '" + "x".repeat(5_900_000) + "'", 422, "/content"),
                text("'projectId': '{card}'", 422, "/projectId"),
                text("'state': 'ready'", 400, "/state"),
                text("'contentVersion': 7", 400, "/contentVersion"),
                get(ALL + "?state=done", 400, "state"),
                get(ALL + "?sourceType=web", 400, "sourceType"),
                get(ALL + "?tag=a%00b", 400, "tag"),
                get(ALL + "?language=%00", 400, "language"),
                get(ALL + "?metadata=x", 400, "metadata"),
                get(ALL + "?metadata=%7B%22a%22%3A%22%5Cu0000%22%7D", 400, "metadata"),
                get(ALL + "?project=x", 400, "project"),
                get(ALL + "?active=x", 400, "active"),
                get(ALL + "?limit=101", 400, "limit"),
                get(ALL + "/nonsense", 400, "id"),
                get(ALL + "/" + NOBODY, 404, null),
                get(ONE + "/text", 409, null),
                get(ONE + "/pieces?cursor=x", 400, "cursor"),
                get(ONE + "/pieces?cursor=MTph", 400, "cursor"),
                get(ONE + "/pieces?cursor=MTo3IDE", 409, null),
                patch(ONE, json("{'pieceOverlap': 201}"), 422, "/pieceOverlap"),
                patch(ONE, json("{'sourceType': 'url'}"), 422, "/sourceUrl"),
                patch(ONE, json("{'sourceUrl': 'ftp://x'}"), 422, "/sourceUrl"),
                patch(ONE, json("{'language': '?'}"), 422, "/language"),
                patch(ONE, json("{'projectId': '" + NOBODY + "'}"), 422, "/projectId"),
                patch(ONE, "{}", 428, null).with("if-match", null),
                patch(ONE, "{}", 412, null).with("if-match", "\"99\""),
                send("DELETE", ONE, 412, null).with("if-match", "\"99\""),
                post(ONE + "/restore", "", 404, null),
                post(ALL, json("{'title': 'T', 'sourceType': 'text'}"), 415, null)
                        .with("content-type", "text/plain"),
                get("/v1/knowledge-entry-exports?delivery=mail", 400, "delivery"));
    }

    static Stream<BadRequest> uploads() {
        String hash = "'sha256': '" + "0".repeat(64) + "'";
        return Stream.of(
                upload("'bytes': 1, " + hash, 422, "/contentType"),
                upload("'contentType': 'application/zip', 'bytes': 1, " + hash, 422, "/contentType"),
                upload("'contentType': 'text/plain\\u0000', 'bytes': 1, " + hash, 422, "/contentType"),
                upload("'contentType': 'text/plain', " + hash, 422, "/bytes"),
                upload("'contentType': 'text/plain', 'bytes': 0, " + hash, 422, "/bytes"),
                upload("'contentType': 'text/plain', 'bytes': 10485761, " + hash, 422, "/bytes"),
                upload("'contentType': 'text/plain', 'bytes': 1.5, " + hash, 400, "/bytes"),
                upload("'contentType': 'text/plain', 'bytes': 1", 422, "/sha256"),
                upload("'contentType': 'text/plain', 'bytes': 1, 'sha256': 'abc'", 422, "/sha256"),
                post(ONE + "/content", "{}", 422, "/uploadId"),
                post(ONE + "/content", json("{'uploadId': 'x'}"), 400, "/uploadId"),
                post(ONE + "/content", json("{'uploadId': '" + NOBODY + "'}"), 404, null));
    }

    private static BadRequest entry(String fields, int status, String culprit) {
        return post(ALL, json("{" + fields + "}"), status, culprit);
    }

    private static BadRequest text(String fields, int status, String culprit) {
        return entry("'title': 'T', 'sourceType': 'text', " + fields, status, culprit);
    }

    private static BadRequest upload(String fields, int status, String culprit) {
        return post(ONE + "/uploads", json("{" + fields + "}"), status, culprit);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
