package dev.statehouse.identity.member;

import dev.statehouse.data.DataError;
import dev.statehouse.data.Origin;
import dev.statehouse.data.workspace.Membership;
import dev.statehouse.data.workspace.Memberships;
import dev.statehouse.data.workspace.WorkspaceRows;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Role;
import jakarta.inject.Singleton;
import java.util.Objects;
import java.util.UUID;

/** Who may decide about whose role. Called inside a transaction. */
@Singleton
final class Standing {

    private final WorkspaceRows rows;
    private final Memberships memberships;

    Standing(WorkspaceRows rows, Memberships memberships) {
        this.rows = rows;
        this.memberships = memberships;
    }

    /**
     * Waits for others who change memberships, and then asks again what the caller is: whoever was before them may have
     * taken that role away since the authorizer looked.
     *
     * @throws DataError if the caller is no longer what the request's credentials said
     */
    void hold(Caller caller) {
        rows.lock();
        UUID person = caller.personId();
        if (caller.origin().via() == Origin.Via.SESSION && person != null) {
            Membership own = memberships.find(person);
            if (own == null || !roleOf(own).mayActAs(caller.role())) {
                throw new DataError(DataError.Kind.FORBIDDEN, "your role in this workspace has changed");
            }
        }
    }

    /** Nobody gives a role above their own; so only owners make owners. */
    static void checkGiven(Caller caller, String role) {
        if (isAbove(caller, role)) {
            throw new DataError(DataError.Kind.FORBIDDEN, "the role '" + role + "' is above your own", "/role");
        }
    }

    /** Nobody changes or takes a role above their own. */
    static void checkPresent(Caller caller, String role) {
        if (isAbove(caller, role)) {
            throw new DataError(DataError.Kind.FORBIDDEN, "the role '" + role + "' is above your own");
        }
    }

    private static boolean isAbove(Caller caller, String role) {
        return !caller.role().mayActAs(Objects.requireNonNull(Role.named(role)));
    }

    /** @throws DataError if nobody else owns the workspace */
    void checkAnotherOwns(Membership member) {
        if (roleOf(member) == Role.OWNER && !memberships.hasOwnerBeside(member.userId())) {
            throw new DataError(DataError.Kind.CONFLICT, "the last owner can't go: make another member an owner first");
        }
    }

    private static Role roleOf(Membership member) {
        return Objects.requireNonNull(Role.named(member.role()));
    }
}
