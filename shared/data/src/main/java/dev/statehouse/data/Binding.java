package dev.statehouse.data;

import java.util.Objects;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The tenant of the current thread's database work, as the connections read it.
 *
 * @param workspaceId null outside of any workspace
 */
record Binding(
        @Nullable UUID workspaceId,
        @Nullable UUID personId,
        @Nullable Origin origin) {

    /** Work that declared itself to be outside any workspace. */
    static final Binding NONE = new Binding(null, null, null);

    private static final ScopedValue<Binding> CURRENT = ScopedValue.newInstance();

    static Binding of(Tenant tenant) {
        return new Binding(Objects.requireNonNull(tenant.workspaceId()), tenant.personId(), tenant.origin());
    }

    static Binding outside(@Nullable UUID personId, Origin origin) {
        return new Binding(null, personId, origin);
    }

    static boolean isBound() {
        return CURRENT.isBound();
    }

    static Binding current() {
        if (!CURRENT.isBound()) {
            throw new IllegalStateException("no workspace: repositories are called inside Workspaces.read or .write");
        }
        return CURRENT.get();
    }

    /** Nested work must be the same tenant's: a transaction belongs to one. */
    <T> T during(Supplier<T> work) {
        if (!CURRENT.isBound()) {
            return ScopedValue.where(CURRENT, this).call(work::get);
        }
        if (!CURRENT.get().equals(this)) {
            throw new IllegalStateException("another workspace is bound already");
        }
        return work.get();
    }
}
