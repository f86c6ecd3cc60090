package dev.statehouse.identity.session;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Page;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.Paging;
import dev.statehouse.http.Paging.Listing;
import dev.statehouse.http.Person;
import dev.statehouse.http.RequestError;
import dev.statehouse.http.Visitor;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Post;
import io.micronaut.http.annotation.QueryValue;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Login sessions. */
@Controller("/v1/sessions")
@Tag(name = "Sessions")
class SessionController {

    private final LoginLimits limits;
    private final Logins logins;
    private final Clock clock;

    SessionController(LoginLimits limits, Logins logins, Clock clock) {
        this.limits = limits;
        this.logins = logins;
        this.clock = clock;
    }

    @Post
    @Operation(
            summary = "Log in",
            description =
                    "By username or email. Takes a second session for a second login: a token that is sent along is"
                            + " neither used nor kept.",
            operationId = "logIn")
    @Answers(value = OpenedSession.class, status = 201)
    HttpResponse<?> open(Visitor visitor, @Valid @Body Login body) {
        limits.take(body.login(), visitor.address());
        OpenedSession opened = logins.open(visitor, body.login(), body.password());
        if (opened == null) {
            throw RequestError.unauthenticated("the name or the password is wrong");
        }
        URI location = URI.create("/v1/sessions/" + opened.id());
        String token = Objects.requireNonNull(opened.token());
        return body.wantsCookie()
                ? HttpResponse.created(opened.withoutToken(), location)
                        .header(HttpHeaders.SET_COOKIE, SessionCookie.of(token, clock.instant(), opened.endsAt()))
                : HttpResponse.created(opened, location);
    }

    @Get
    @Operation(summary = "List one's sessions, newest first", operationId = "listSessions")
    Listing<LoginSession> list(
            Person person, @Nullable @QueryValue Integer limit, @Nullable @QueryValue String cursor) {
        int rows = Paging.limit(limit);
        UUID before = Cursor.id(cursor);
        List<LoginSession> found = logins.list(person.id(), before, rows + 1).stream()
                .map(session -> LoginSession.of(session, person.sessionId()))
                .toList();
        return Listing.of(Page.of(found, rows), session -> session.id().toString());
    }

    @Delete("/current")
    @Operation(summary = "Log out", operationId = "logOut")
    HttpResponse<?> logOut(Person person) {
        logins.end(person, person.sessionId());
        return loggedOut();
    }

    @Delete("/{id}")
    @Operation(summary = "End one of one's sessions", operationId = "endSession")
    HttpResponse<?> end(Person person, UUID id) {
        if (!logins.end(person, id)) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such session");
        }
        return id.equals(person.sessionId()) ? loggedOut() : HttpResponse.noContent();
    }

    @Delete
    @Operation(summary = "Log out everywhere", operationId = "logOutEverywhere")
    HttpResponse<?> endAll(Person person) {
        logins.endAll(person);
        return loggedOut();
    }

    private static HttpResponse<?> loggedOut() {
        return HttpResponse.noContent().header(HttpHeaders.SET_COOKIE, SessionCookie.gone());
    }
}
