package dev.statehouse.identity.account;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.identity.User;
import dev.statehouse.data.identity.Users;
import dev.statehouse.http.Person;
import io.micronaut.http.annotation.Controller;
import io.micronaut.http.annotation.Get;
import io.swagger.v3.oas.annotations.Operation;
import io.swagger.v3.oas.annotations.tags.Tag;
import java.util.Optional;

/** The profile of who is logged in. */
@Controller("/v1/me")
@Tag(name = "Account")
class ProfileController {

    private final Workspaces workspaces;
    private final Users users;

    ProfileController(Workspaces workspaces, Users users) {
        this.workspaces = workspaces;
        this.users = users;
    }

    @Get
    @Operation(summary = "Show one's profile", operationId = "showProfile")
    Optional<User> show(Person person) {
        return Optional.ofNullable(workspaces.outside(() -> users.find(person.id())));
    }
}
