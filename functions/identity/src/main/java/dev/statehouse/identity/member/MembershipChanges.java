package dev.statehouse.identity.member;

import dev.statehouse.data.DataError;
import dev.statehouse.data.workspace.Membership;
import dev.statehouse.data.workspace.Memberships;
import dev.statehouse.data.workspace.WorkspaceKeys;
import dev.statehouse.http.Caller;
import dev.statehouse.http.Permission;
import dev.statehouse.http.Role;
import jakarta.inject.Singleton;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Changes of who belongs to a workspace, and of the keys that act for them. Called inside a transaction. */
@Singleton
final class MembershipChanges {

    private final Standing standing;
    private final Memberships memberships;
    private final WorkspaceKeys keys;

    MembershipChanges(Standing standing, Memberships memberships, WorkspaceKeys keys) {
        this.standing = standing;
        this.memberships = memberships;
        this.keys = keys;
    }

    /** @param keys prefixes of those that changed with the member */
    record Changed(Membership member, List<String> keys) {}

    Changed changeRole(Caller caller, UUID userId, String role) {
        standing.hold(caller);
        Membership member = found(memberships.find(userId));
        Standing.checkPresent(caller, member.role());
        Standing.checkGiven(caller, role);
        if (!role.equals(Role.OWNER.label())) {
            standing.checkAnotherOwns(member);
        }
        memberships.change(userId, role);
        List<String> lowered = keys.lower(userId, role, above(role));
        return new Changed(found(memberships.find(userId)), lowered);
    }

    /** {@return prefixes of the keys that were revoked} */
    List<String> remove(Caller caller, UUID userId) {
        standing.hold(caller);
        Membership member = found(memberships.find(userId));
        if (!userId.equals(caller.personId())) {
            checkMayRemoveOthers(caller);
            Standing.checkPresent(caller, member.role());
        }
        standing.checkAnotherOwns(member);
        List<String> revoked = keys.takeFrom(userId);
        memberships.delete(userId);
        return revoked;
    }

    private static void checkMayRemoveOthers(Caller caller) {
        if (!caller.may(Permission.MEMBERS_ADMIN)) {
            throw new DataError(
                    DataError.Kind.FORBIDDEN,
                    "to remove somebody else needs the role 'admin' and the scope 'members:admin'");
        }
    }

    private static String[] above(String role) {
        Role given = Objects.requireNonNull(Role.named(role));
        return Arrays.stream(Role.values())
                .filter(other -> other.compareTo(given) > 0)
                .map(Role::label)
                .toArray(String[]::new);
    }

    private static Membership found(@Nullable Membership member) {
        if (member == null) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such member");
        }
        return member;
    }
}
