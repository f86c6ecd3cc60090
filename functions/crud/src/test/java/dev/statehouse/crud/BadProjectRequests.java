package dev.statehouse.crud;

import static dev.statehouse.crud.BadRequest.get;
import static dev.statehouse.crud.BadRequest.patch;
import static dev.statehouse.crud.BadRequest.post;
import static dev.statehouse.crud.BadRequest.send;

import java.util.stream.Stream;

/** Requests about projects and what they hold that are refused, in the form of {@link BadRequests}. */
final class BadProjectRequests {

    private static final String PROJECTS = "/v1/projects";
    private static final String PROJECT = "/v1/projects/{project}";
    private static final String ISSUES = PROJECT + "/issues";
    private static final String ISSUE = ISSUES + "/1";
    private static final String GUIDES = "/v1/style-guides";
    private static final String GUIDE = GUIDES + "/{guide}";
    private static final String PREFERENCES = "/v1/model-preferences";
    private static final String PREFERENCE = PREFERENCES + "/{preference}";
    private static final String NOBODY = "0190d0c8-0000-7000-8000-000000000000";

    private BadProjectRequests() {}

    static Stream<BadRequest> projects() {
        return Stream.of(
                project("", 422, "/name"),
                project("'name': ' '", 422, "/name"),
                project("'name': '\u2003'", 422, "/name"),
                project("'name': 'x', 'slug': 'p'", 400, ""),
                project("'name': 'x', 'description': '" + "x".repeat(10_001) + "'", 422, "/description"),
                project("'name': 'x', 'labels': 'plan'", 422, "/labels"),
                project("'name': 'x', 'labels': 7", 422, "/labels"),
                project("'name': 'x', 'labels': {'a': '\\u0000'}", 422, "/labels/a"),
                project("'name': 'x', 'labels': ['" + "x".repeat(100_000) + "']", 422, "/labels"),
                project("'name': 'x', 'settings': []", 422, "/settings"),
                project("'name': 'x', 'settings': {'a': 1e200000}", 422, "/settings/a"),
                project("'name': 'x', 'settings': {'a': '" + "x".repeat(100_000) + "'}", 422, "/settings"),
                project("'name': 'x', 'lastIssue': 7", 400, "/lastIssue"),
                post(PROJECTS, json("{'slug': 'p', 'name': 'x'}"), 409, "/slug"),
                patch(PROJECT, json("{'slug': 'other'}"), 400, "/slug"),
                patch(PROJECT, json("{'name': ' '}"), 422, "/name"),
                patch(PROJECT, json("{'labels': true}"), 422, "/labels"),
                patch(PROJECT, json("{'settings': 'x'}"), 422, "/settings"),
                patch(PROJECT, "{}", 428, null).with("if-match", null),
                patch(PROJECT, "{}", 412, null).with("if-match", "\"7\""),
                patch(PROJECTS + "/" + NOBODY, "{}", 404, null),
                send("DELETE", PROJECT, 412, null).with("if-match", "\"99\""),
                send("DELETE", PROJECTS + "/nonsense", 400, "id"),
                post(PROJECT + "/restore", "", 404, null),
                get(PROJECTS + "?labels=nonsense", 400, "labels"),
                get(PROJECTS + "?settings=%7B", 400, "settings"),
                get(PROJECTS + "?active=1", 400, "active"),
                get(PROJECTS + "?cursor=MTo3", 400, "cursor"));
    }

    static Stream<BadRequest> issues() {
        return Stream.of(
                issue("", 422, "/title"),
                issue("'title': '" + "x".repeat(501) + "'", 422, "/title"),
                issue("'title': 'x', 'body': '" + "x".repeat(100_001) + "'", 422, "/body"),
                issue("'title': 'x', 'body': 7", 400, "/body"),
                issue("'title': 'x', 'labels': 'ui'", 400, "/labels"),
                issue("'title': 'x', 'labels': [null]", 422, "/labels/0"),
                issue("'title': 'x', 'labels': ['']", 422, "/labels/0"),
                issue("'title': 'x', 'state': 'OPEN'", 422, "/state"),
                issue("'title': 'x', 'number': 7", 400, "/number"),
                issue("'title': 'x', 'projectId': '" + NOBODY + "'", 400, "/projectId"),
                url("ftp://example.org/"),
                url("javascript:alert(1)"),
                url("JavaScript://example.org/%0aalert(1)"),
                url("//example.org/"),
                url("https://"),
                url("https://user:password@example.org/"),
                url("https://example.org@evil.example/"),
                url("https://example.org\\\\@evil.example/"),
                url("https://example.org/a b"),
                url("https://example.org/\\n"),
                url("https://example.org/\u00e9"),
                url(" https://example.org/"),
                url("https://example.org/" + "x".repeat(2_000)),
                post(PROJECTS + "/" + NOBODY + "/issues", json("{'title': 'x'}"), 404, null),
                post(PROJECTS + "/nonsense/issues", json("{'title': 'x'}"), 400, "id"),
                get(ISSUES + "/0", 404, null),
                get(ISSUES + "/-1", 404, null),
                get(ISSUES + "/x", 400, "number"),
                get(ISSUES + "/99999999999", 400, "number"),
                get(ISSUES + "?state=done", 400, "state"),
                get(ISSUES + "?label=a%00b", 400, "label"),
                get(ISSUES + "?active=yes", 400, "active"),
                get(ISSUES + "?limit=101", 400, "limit"),
                get(ISSUES + "?cursor=MTpub25zZW5zZQ", 400, "cursor"),
                patch(ISSUE, json("{'title': ''}"), 422, "/title"),
                patch(ISSUE, json("{'state': 'gone'}"), 422, "/state"),
                patch(ISSUE, json("{'externalUrl': 'gopher://example.org/'}"), 422, "/externalUrl"),
                patch(ISSUE, json("{'number': 2}"), 400, "/number"),
                patch(ISSUE, "{}", 428, null).with("if-match", null),
                patch(ISSUE, "{}", 412, null).with("if-match", "\"7\""),
                patch(ISSUES + "/99", "{}", 404, null),
                send("DELETE", ISSUE, 412, null).with("if-match", "\"99\""),
                send("DELETE", ISSUES + "/99", 404, null),
                post(ISSUE + "/restore", "", 404, null));
    }

    static Stream<BadRequest> styleGuides() {
        return Stream.of(
                post(GUIDES, json("{'name': 'x'}"), 422, "/language"),
                guide("'language': 'en'", 422, "/name"),
                guide("'language': '', 'name': 'x'", 422, "/language"),
                guide("'language': 'en US', 'name': 'x'", 422, "/language"),
                guide("'language': '" + "e".repeat(51) + "', 'name': 'x'", 422, "/language"),
                guide("'language': 'en', 'name': ' '", 422, "/name"),
                guide("'language': 'en', 'name': '\u2003'", 422, "/name"),
                guide("'language': 'en', 'name': 'Taken'", 409, "/name"),
                guide("'language': 'en', 'name': 'x', 'content': '" + "x".repeat(100_001) + "'", 422, "/content"),
                guide("'language': 'en', 'name': 'x', 'content': 'a\\u0000'", 422, "/content"),
                guide("'language': 'en', 'name': 'x', 'settings': []", 422, "/settings"),
                guide("'language': 'en', 'name': 'x', 'projectId': '{card}'", 422, "/projectId"),
                guide("'language': 'en', 'name': 'x', 'projectId': 'x'", 400, "/projectId"),
                guide("'language': 'en', 'name': 'x', 'style': 'x'", 400, "/style"),
                patch(GUIDE, json("{'language': '?'}"), 422, "/language"),
                patch(GUIDE, json("{'settings': 7}"), 422, "/settings"),
                patch(GUIDE, json("{'projectId': '" + NOBODY + "'}"), 422, "/projectId"),
                patch(GUIDE, "{}", 428, null).with("if-match", null),
                patch(GUIDE, "{}", 412, null).with("if-match", "\"7\""),
                patch(GUIDES + "/" + NOBODY, "{}", 404, null),
                send("DELETE", GUIDE, 412, null).with("if-match", "\"7\""),
                post(GUIDE + "/restore", "", 404, null),
                get(GUIDES + "/x", 400, "id"),
                get(GUIDES + "?project=x", 400, "project"),
                get(GUIDES + "?active=x", 400, "active"),
                get(GUIDES + "?cursor=x", 400, "cursor"));
    }

    static Stream<BadRequest> modelPreferences() {
        return Stream.of(
                post(PREFERENCES, json("{'provider': 'p', 'model': 'm'}"), 422, "/task"),
                post(PREFERENCES, json("{'task': 't', 'model': 'm'}"), 422, "/provider"),
                post(PREFERENCES, json("{'task': 't', 'provider': 'p'}"), 422, "/model"),
                preference("'task': 'Review'", 422, "/task"),
                preference("'task': '" + "t".repeat(101) + "'", 422, "/task"),
                preference("'task': 't', 'parameters': [1]", 422, "/parameters"),
                preference("'task': 't', 'parameters': {'temperature': 1e200000}", 422, "/parameters/temperature"),
                preference("'task': 't', 'priority': 1001", 422, "/priority"),
                preference("'task': 't', 'priority': 1.5", 400, "/priority"),
                preference("'task': 't', 'priority': '1'", 400, "/priority"),
                preference("'task': 't', 'projectId': '{card}'", 422, "/projectId"),
                post(PREFERENCES, json("{'task': 't', 'provider': 'p', 'model': '\u2003'}"), 422, "/model"),
                patch(PREFERENCE, json("{'provider': 'No Word'}"), 422, "/provider"),
                patch(PREFERENCE, json("{'priority': -1001}"), 422, "/priority"),
                patch(PREFERENCE, json("{'projectId': '{card}'}"), 422, "/projectId"),
                patch(PREFERENCE, "{}", 428, null).with("if-match", null),
                patch(PREFERENCE, "{}", 412, null).with("if-match", "\"7\""),
                patch(PREFERENCES + "/" + NOBODY, "{}", 404, null),
                send("DELETE", PREFERENCE, 412, null).with("if-match", "\"7\""),
                post(PREFERENCE + "/restore", "", 404, null),
                get(PREFERENCES + "/x", 400, "id"),
                get(PREFERENCES + "?project=x", 400, "project"),
                get(PREFERENCES + "?active=x", 400, "active"),
                get(PREFERENCES + "/resolve", 400, "task"),
                get(PREFERENCES + "/resolve?task=t&project=x", 400, "project"),
                get(PREFERENCES + "/resolve?task=t&project=" + NOBODY, 404, null),
                get(PREFERENCES + "/resolve?task=nothing", 404, null));
    }

    private static BadRequest guide(String fields, int status, String culprit) {
        return post(GUIDES, json("{" + fields + "}"), status, culprit);
    }

    private static BadRequest preference(String fields, int status, String culprit) {
        return post(PREFERENCES, json("{'provider': 'p', 'model': 'm', " + fields + "}"), status, culprit);
    }

    private static BadRequest project(String fields, int status, String culprit) {
        return post(
                PROJECTS, json("{'slug': 'refused'" + (fields.isEmpty() ? "" : ", " + fields) + "}"), status, culprit);
    }

    private static BadRequest issue(String fields, int status, String culprit) {
        return post(ISSUES, json("{" + fields + "}"), status, culprit);
    }

    private static BadRequest url(String url) {
        return issue("'title': 'x', 'externalUrl': '" + url + "'", 422, "/externalUrl");
    }

    private static String json(String text) {
        return text.replace('\'', '"');
    }
}
