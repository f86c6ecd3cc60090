package dev.statehouse.http;

import dev.statehouse.data.Origin;
import dev.statehouse.data.Tenant;
import io.swagger.v3.oas.annotations.Hidden;
import java.util.UUID;

/**
 * Who is logged in, whatever the workspace. A controller that takes one answers 401 without a valid login session; an API
 * key is nobody's login and gets 403.
 *
 * @param sessionId the login session of this request
 */
@Hidden
public record Person(UUID id, UUID sessionId, Visitor visitor) {

    /** The person as the caller of work in a workspace of theirs, which this request did not name. */
    public Caller in(UUID workspaceId, Role role) {
        return new Caller(workspaceId, id, role, Scopes.ALL, origin());
    }

    /** Of work on the person's own account. */
    public Origin origin() {
        return new Origin(Origin.Via.SESSION, sessionId, null, visitor.address(), visitor.requestId());
    }

    /** The person's account, as the log of what was done with it has it: kept like a workspace's, under the person's id. */
    public Tenant account() {
        return new Account(id, origin());
    }

    private record Account(UUID workspaceId, Origin origin) implements Tenant {

        @Override
        public UUID personId() {
            return workspaceId;
        }
    }
}
