package dev.statehouse.http;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A member's role in a workspace; each may do all that the ones before it may. {@link Permission} says what that is. */
public enum Role {
    /** Reads. */
    VIEWER,
    /** Reads and writes. */
    EDITOR,
    /** Also decides how others may write, such as which labels are protected. */
    ADMIN,
    /** Also decides about the workspace itself. */
    OWNER;

    /** Whether it may do all that the other may. */
    public boolean mayActAs(Role needed) {
        return compareTo(needed) >= 0;
    }

    /** The role of this label; null if there is none. */
    public static @Nullable Role named(@Nullable String name) {
        for (Role role : values()) {
            if (role.label().equals(name)) {
                return role;
            }
        }
        return null;
    }

    /** As the database and the API write it. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
