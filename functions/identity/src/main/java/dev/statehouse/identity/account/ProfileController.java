package dev.statehouse.identity.account;

import dev.statehouse.data.identity.User;
import dev.statehouse.http.Answers;
import dev.statehouse.http.Etag;
import dev.statehouse.http.Person;
import io.micronaut.http.HttpHeaders;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.MutableHttpResponse;
import io.micronaut.http.annotation.Body;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Delete;
import io.micronaut.http.annotation.Get;
import io.micronaut.http.annotation.Header;
import io.micronaut.http.annotation.Patch;
import io.micronaut.http.annotation.Put;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import jakarta.validation.Valid;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** The account of who is logged in. */
@Controller("/v1/me")
@Tag(name = "Account")
class ProfileController {

    private final Accounts accounts;

    ProfileController(Accounts accounts) {
        this.accounts = accounts;
    }

    @Get
    @Operation(summary = "Show one's profile", operationId = "showProfile")
    @Answers(User.class)
    HttpResponse<?> show(Person person, @Nullable @Header(HttpHeaders.IF_NONE_MATCH) String ifNoneMatch) {
        User user = accounts.find(person);
        return Etag.matches(ifNoneMatch, Etag.of(user.revision()))
                ? tagged(HttpResponse.notModified(), user)
                : tagged(HttpResponse.ok(user), user);
    }

    @Patch
    @Operation(
            summary = "Change one's profile; a new address takes effect once it is proved",
            operationId = "changeProfile")
    HttpResponse<User> change(
            Person person, @Nullable @Header(HttpHeaders.IF_MATCH) String ifMatch, @Valid @Body AccountChanges body) {
        User user = accounts.change(person, Etag.required(ifMatch), body);
        return tagged(HttpResponse.ok(user), user);
    }

    @Put("/password")
    @Operation(summary = "Change one's password; ends one's other sessions", operationId = "changePassword")
    @Answers(status = 204)
    HttpResponse<?> changePassword(Person person, @Valid @Body ChangedPassword body) {
        accounts.changePassword(person, body);
        return HttpResponse.noContent();
    }

    @Delete
    @Operation(
            summary = "Delete one's account for good, by its password",
            description =
                    "Refused while the person is the last owner of a workspace. Username and address can be used again. What is"
                            + " private goes too; `Location` leads to the removal, and once it is done to its receipt: whoever"
                            + " keeps it is shown that without logging in.",
            operationId = "deleteAccount")
    HttpResponse<?> delete(Person person, @Valid @Body ShownPassword body) {
        UUID removal = accounts.delete(person, body.password());
        return HttpResponse.noContent().header(HttpHeaders.LOCATION, "/v1/removals/" + removal);
    }

    private static <T> MutableHttpResponse<T> tagged(MutableHttpResponse<T> response, User user) {
        return response.header(HttpHeaders.ETAG, Etag.of(user.revision()));
    }
}
