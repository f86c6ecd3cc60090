package dev.statehouse.crud;

import static dev.statehouse.crud.BadRequest.get;
import static dev.statehouse.crud.BadRequest.patch;
import static dev.statehouse.crud.BadRequest.post;
import static dev.statehouse.crud.BadRequest.put;
import static dev.statehouse.crud.BadRequest.send;

import java.util.stream.Stream;

/** Requests about conversations and messages that are refused, in the form of {@link BadRequests}. */
final class BadConversationRequests {

    private static final String ALL = "/v1/conversations";
    private static final String ONE = ALL + "/{conversation}";
    private static final String MESSAGES = ONE + "/messages";
    private static final String MESSAGE = MESSAGES + "/1";
    private static final String NOBODY = "0190d0c8-0000-7000-8000-000000000000";

    private BadConversationRequests() {}

    static Stream<BadRequest> conversations() {
        return Stream.of(
                conversation("'title': '" + "x".repeat(501) + "'", 422, "/title"),
                conversation("'title': 7", 400, "/title"),
                conversation("'title': 'a\\u0000'", 422, "/title"),
                conversation("'visibility': 'public'", 422, "/visibility"),
                conversation("'visibility': 'private'", 422, "/visibility"),
                conversation("'title': 'private unless it is said'", 422, "/visibility"),
                conversation("'visibility': 'workspace', 'context': []", 422, "/context"),
                conversation(
                        "'visibility': 'workspace', 'context': {'a': '" + "x".repeat(100_000) + "'}", 422, "/context"),
                conversation("'visibility': 'workspace', 'context': {'a': 1e200000}", 422, "/context/a"),
                conversation("'visibility': 'workspace', 'projectId': '{card}'", 422, "/projectId"),
                conversation("'visibility': 'workspace', 'encoding': 'r50k_base'", 422, "/encoding"),
                conversation("'visibility': 'workspace', 'ownerId': '" + NOBODY + "'", 400, "/ownerId"),
                conversation("'visibility': 'workspace', 'lastSeq': 7", 400, "/lastSeq"),
                get(ALL + "?owner=me", 400, "owner"),
                get(ALL + "?owner=you", 400, "owner"),
                get(ALL + "?project=x", 400, "project"),
                get(ALL + "?active=x", 400, "active"),
                get(ALL + "?limit=101", 400, "limit"),
                get(ALL + "?cursor=MTo3", 400, "cursor"),
                get(ALL + "/nonsense", 400, "id"),
                get(ONE + "?include=all", 400, "include"),
                get(ONE + "?include=messages&limit=0", 400, "limit"),
                patch(ONE, json("{'encoding': 'cl100k_base'}"), 400, "/encoding"),
                patch(ONE, json("{'visibility': 'private'}"), 422, "/visibility"),
                patch(ONE, json("{'projectId': '" + NOBODY + "'}"), 422, "/projectId"),
                patch(ONE, "{}", 428, null).with("if-match", null),
                patch(ONE, "{}", 412, null).with("if-match", "\"99\""),
                patch(ALL + "/" + NOBODY, "{}", 404, null),
                send("DELETE", ONE, 412, null).with("if-match", "\"99\""),
                post(ONE + "/restore", "", 404, null),
                post(ONE + "/forks", json("{'seq': 99}"), 422, "/seq"),
                post(ONE + "/forks", json("{'seq': 1.5}"), 400, "/seq"),
                post(ONE + "/forks", json("{'seq': 1, 'parentId': '" + NOBODY + "'}"), 400, "/parentId"),
                get("/v1/conversation-exports?owner=you", 400, "owner"),
                get("/v1/conversation-exports?project=%00", 400, "project"),
                get("/v1/conversation-exports?delivery=mail", 400, "delivery"),
                get(ONE + "/message-exports?delivery=mail", 400, "delivery"),
                get(ONE + "/context", 400, "tokens"),
                get(ONE + "/context?tokens=0", 400, "tokens"),
                get(ONE + "/context?tokens=1000001", 400, "tokens"),
                get(ONE + "/context?tokens=many", 400, "tokens"),
                put(ONE + "/summary", json("{'content': ' ', 'seq': 1}"), 422, "/content"),
                put(ONE + "/summary", json("{'content': 'x', 'seq': 0}"), 422, "/seq"),
                put(ONE + "/summary", json("{'content': 'x', 'seq': 99}"), 422, "/seq"),
                put(
                        ONE + "/summary",
                        json("{'content': '" + "\u00e9".repeat(50_001) + "', 'seq': 1}"),
                        422,
                        "/content"));
    }

    static Stream<BadRequest> messages() {
        return Stream.of(
                message("'content': 'x'", 422, "/role"),
                message("'role': 'robot', 'content': 'x'", 422, "/role"),
                message("'role': 'user'", 422, "/content"),
                message("'role': 'user', 'content': 7", 400, "/content"),
                message("'role': 'user', 'content': null", 422, "/content"),
                message("'role': 'user', 'content': ['x']", 400, "/content"),
                message("'role': 'user', 'content': 'a\\u0000b'", 422, "/content"),
                message("'role': 'user', 'content': 'a\\ud800b'", 422, "/content"),
                message("'role': 'user', 'content': '" + "x".repeat(1_048_577) + "'", 422, "/content"),
                message("'role': 'user', 'content': '" + "\u0301".repeat(524_289) + "'", 422, "/content"),
                message("'role': 'user', 'content': 'x', 'metadata': []", 422, "/metadata"),
                message("'role': 'user', 'content': 'x', 'metadata': {'a': '\\u0000'}", 422, "/metadata/a"),
                message("'role': 'user', 'content': 'x', 'pinned': 'yes'", 400, "/pinned"),
                message("'role': 'user', 'content': 'x', 'seq': 7", 400, "/seq"),
                message("'role': 'user', 'content': 'x', 'tokenCount': 1", 400, "/tokenCount"),
                post(MESSAGES + "/batch", json("{'messages': []}"), 422, "/messages"),
                post(MESSAGES + "/batch", json("{'messages': [null]}"), 422, "/messages/0"),
                post(
                        MESSAGES + "/batch",
                        json("{'messages': [{'role': 'user', 'content': '" + "\u0301".repeat(524_289) + "'}]}"),
                        422,
                        "/messages/0/content"),
                post(MESSAGES + "/batch", "{}", 422, "/messages"),
                post(ALL + "/" + NOBODY + "/messages", json("{'role': 'user', 'content': 'x'}"), 404, null),
                get(MESSAGES + "?order=up", 400, "order"),
                get(MESSAGES + "?cursor=x", 400, "cursor"),
                get(MESSAGES + "?limit=0", 400, "limit"),
                get(MESSAGES + "/0", 404, null),
                get(MESSAGES + "/-1", 404, null),
                get(MESSAGES + "/2147483647", 404, null),
                get(MESSAGES + "/x", 400, "seq"),
                get(MESSAGES + "/99/revisions", 404, null),
                patch(MESSAGE, json("{'role': 'system'}"), 400, "/role"),
                patch(MESSAGE, json("{'content': 'a\\u0000'}"), 422, "/content"),
                patch(MESSAGE, "{}", 428, null).with("if-match", null),
                patch(MESSAGE, "{}", 412, null).with("if-match", "\"99\""),
                patch(MESSAGES + "/99", "{}", 404, null),
                send("DELETE", MESSAGE, 412, null).with("if-match", "\"99\""),
                send("DELETE", MESSAGES + "/99", 404, null),
                post(MESSAGE + "/restore", "", 404, null),
                post(ONE + "/openai-messages", json("{'messages': []}"), 422, "/messages"),
                post(ONE + "/openai-messages", json("{'messages': [null]}"), 422, "/messages/0"),
                post(ONE + "/openai-messages", json("{'model': 'm', 'messages': []}"), 400, "/model"));
    }

    private static BadRequest conversation(String fields, int status, String culprit) {
        return post(ALL, json("{" + fields + "}"), status, culprit);
    }

    private static BadRequest message(String fields, int status, String culprit) {
        return post(MESSAGES, json("{" + fields + "}"), status, culprit);
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
