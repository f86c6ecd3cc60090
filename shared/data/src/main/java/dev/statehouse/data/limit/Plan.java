package dev.statehouse.data.limit;

import java.util.Arrays;
import java.util.EnumMap;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What a workspace may ask for in a minute, by its plan. This is the only table of them.
 *
 * <p>A credential may use its workspace's whole quota on the free plan and half of it on the others, so that one key run
 * wild leaves the rest to work with. An address may use four times the workspace's, since a company's workspaces and people
 * may share one.
 */
public enum Plan {
    FREE(600, 120, 120, 1),
    TEAM(6_000, 1_200, 1_200, 2),
    BUSINESS(60_000, 12_000, 12_000, 2),
    /** More than one Redis can count: as good as no limit. */
    UNLIMITED(250_000, 250_000, 250_000, 1);

    /** Requests of an address that no credential proved, or whose credential is dead: each may cost a look-up. */
    public static final long UNPROVED = 600;

    private static final int ADDRESS_SHARE = 4;

    private static final Map<Operation, String> QUOTAS = new EnumMap<>(Operation.class);

    static {
        for (Operation operation : Operation.values()) {
            QUOTAS.put(operation, written(operation));
        }
    }

    private final String label = name().toLowerCase(Locale.ROOT);
    private final long reads;
    private final long writes;
    private final long searches;
    private final int credentials;

    Plan(long reads, long writes, long searches, int credentials) {
        this.reads = reads;
        this.writes = writes;
        this.searches = searches;
        this.credentials = credentials;
    }

    /** The plan of this name; {@link #FREE} if there is none. */
    public static Plan named(@Nullable String name) {
        for (Plan plan : values()) {
            if (plan.label().equals(name)) {
                return plan;
            }
        }
        return FREE;
    }

    /** As the database and the API write it. */
    public String label() {
        return label;
    }

    /**
     * All plans with their quotas of a workspace, a credential and an address, as scripts read them: {@code "free 600 600
     * 2400\n"} and so on.
     */
    public static String quotas(Operation operation) {
        return Objects.requireNonNull(QUOTAS.get(operation));
    }

    private static String written(Operation operation) {
        return Arrays.stream(values())
                .map(plan -> plan.label() + " " + plan.ofWorkspace(operation) + " " + plan.ofCredential(operation) + " "
                        + plan.ofAddress(operation) + "\n")
                .collect(Collectors.joining());
    }

    /** Requests of all of a workspace's credentials in a minute. */
    public long ofWorkspace(Operation operation) {
        return switch (operation) {
            case READ -> reads;
            case WRITE -> writes;
            case SEARCH -> searches;
        };
    }

    /** Requests of one key or session in a minute. */
    public long ofCredential(Operation operation) {
        return ofWorkspace(operation) / credentials;
    }

    /** Requests from one address in a minute. */
    public long ofAddress(Operation operation) {
        return ofWorkspace(operation) * ADDRESS_SHARE;
    }
}
