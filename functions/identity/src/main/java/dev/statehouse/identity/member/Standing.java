package dev.statehouse.identity.member;

import dev.statehouse.data.DataError;
import dev.statehouse.data.workspace.Membership;
import dev.statehouse.data.workspace.Memberships;
import dev.statehouse.data.workspace.WorkspaceKeys;
import dev.statehouse.data.workspace.WorkspaceRows;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Role;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.Objects;

/** Who may decide about access to the workspace, and about whose role. Called inside a transaction. */
@Singleton
public final class Standing {

    private final WorkspaceRows rows;
    private final Memberships memberships;
    private final WorkspaceKeys keys;

    Standing(WorkspaceRows rows, Memberships memberships, WorkspaceKeys keys) {
        this.rows = rows;
        this.memberships = memberships;
        this.keys = keys;
    }

    /**
     * Waits for others who decide about access to the workspace, and then asks again what the caller is: whoever was before
     * them may have taken that away since the authorizer looked, and what a caller grants stays.
     *
     * @throws DataError if the caller is no longer what the request's credentials said
     */
    public void hold(Caller caller) {
        rows.lock();
        String[] enough = Arrays.stream(Role.values())
                .filter(role -> role.mayActAs(caller.role()))
                .map(Role::label)
                .toArray(String[]::new);
        if (keys.hasEnded(caller.credentialId(), caller.personId(), enough)) {
            throw new DataError(
                    DataError.Kind.FORBIDDEN,
                    "your credentials were revoked, or your role in this workspace has changed");
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
