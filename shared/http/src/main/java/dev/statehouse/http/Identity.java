package dev.statehouse.http;

import dev.statehouse.data.Origin;
import dev.statehouse.data.Tenant;
import io.micronaut.http.HttpRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * What the authorizer found out, as the gateway hands it on: texts by name. An empty text is as good as none.
 *
 * @param event that the request came in; null outside of a function
 */
record Identity(@Nullable HttpEvent event) {

    static Identity of(HttpRequest<?> request) {
        return new Identity(request instanceof HttpEventRequest<?> event ? event.getNativeRequest() : null);
    }

    Visitor visitor() {
        if (event == null) {
            return new Visitor("", null, null);
        }
        Map<String, String> headers = Objects.requireNonNullElse(event.headers(), Map.of());
        return new Visitor(
                Objects.requireNonNullElse(event.requestContext().http().sourceIp(), ""),
                headers.get("user-agent"),
                event.requestContext().requestId());
    }

    /** @throws RequestError 401 if nobody is known, 403 for who is not a person that logged in */
    Person person() {
        UUID person = id("userId");
        UUID session = id("sessionId");
        if (person == null || session == null) {
            throw id("keyId") == null && id("tokenId") == null
                    ? denied()
                    : new RequestError(
                            ProblemType.FORBIDDEN,
                            "this needs a login session, not an API key or an issuer's token",
                            List.of());
        }
        return new Person(person, session, visitor());
    }

    /** @throws RequestError 401 if nobody is known, 403 if no workspace is */
    Caller caller() {
        UUID workspace = id("workspaceId");
        Role role = Role.named(text("role"));
        Origin origin = origin();
        if (origin == null) {
            throw denied();
        }
        if ("workspace".equals(text("denied"))) {
            throw denied();
        }
        if (workspace == null || role == null) {
            throw new RequestError(
                    ProblemType.FORBIDDEN, "name a workspace of yours in the header Statehouse-Workspace", List.of());
        }
        return new Caller(workspace, id("userId"), role, Scopes.parse(text("scopes")), origin);
    }

    /** Whose log tells of the request's refusal: the workspace's, or else the person's account; null if nobody is known. */
    @Nullable
    Tenant answerable() {
        if (origin() == null) {
            return null;
        }
        boolean inWorkspace = id("workspaceId") != null && Role.named(text("role")) != null && text("denied") == null;
        return inWorkspace ? caller() : account();
    }

    private @Nullable Tenant account() {
        return id("userId") == null || id("sessionId") == null ? null : person().account();
    }

    /** @throws RequestError 429 if the authorizer found a limit to be used up */
    void refuseBeyondLimit() {
        if ("rate".equals(text("denied"))) {
            String seconds = text("retryAfter");
            throw RequestError.tooManyRequests(
                    "too many requests; see the headers RateLimit and RateLimit-Policy",
                    Duration.ofSeconds(seconds == null ? 1 : Long.parseLong(seconds)));
        }
    }

    /** Value of a header about the limits that the request counted against; empty where none was asked. */
    Optional<String> limit(String name) {
        return Optional.ofNullable(text(name));
    }

    /** Whether a cookie identified the caller, which a browser sends whoever asked it to. */
    boolean isByCookie() {
        return "true".equals(text("cookie"));
    }

    /** Whether a token of an external issuer identified the caller. */
    boolean isByToken() {
        return id(Origin.Via.TOKEN.label() + "Id") != null;
    }

    private @Nullable Origin origin() {
        Visitor visitor = visitor();
        for (Origin.Via via : Origin.Via.values()) {
            UUID credential = id(via.label() + "Id");
            if (credential != null) {
                return new Origin(via, credential, text("subject"), visitor.address(), visitor.requestId());
            }
        }
        return null;
    }

    private RequestError denied() {
        String reason = Objects.requireNonNullElse(text("denied"), "");
        // Nothing is known against the caller, who may send the same again.
        ProblemType type = switch (reason) {
            case "unavailable" -> ProblemType.UNAVAILABLE;
            case "workspace" -> ProblemType.FORBIDDEN;
            default -> ProblemType.UNAUTHENTICATED;
        };
        return new RequestError(type, why(reason), List.of());
    }

    private static String why(String reason) {
        return switch (reason) {
            case "missing" -> "log in, or send an API key: 'Authorization: Bearer sth_…'";
            case "expired" -> "the credentials have expired";
            case "revoked" -> "the credentials were revoked";
            case "workspace" -> "there is no such workspace, or these credentials are not for it";
            case "unavailable" -> "credentials can't be checked right now";
            default -> "the credentials are not valid";
        };
    }

    private @Nullable UUID id(String name) {
        String text = text(name);
        return text == null ? null : UUID.fromString(text);
    }

    private @Nullable String text(String name) {
        String text = event == null ? null : event.identity().get(name);
        return text == null || text.isEmpty() ? null : text;
    }
}
