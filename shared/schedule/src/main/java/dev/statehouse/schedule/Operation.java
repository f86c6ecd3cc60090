package dev.statehouse.schedule;

/** What a function does when its schedule calls. Implementations are beans. */
public interface Operation {

    /** The function's folder, such as {@code session-cleanup}: what its runs are kept under. */
    String function();

    /** Whether two runs must not overlap: a second one answers {@code busy} and does nothing. */
    default boolean isAlone() {
        return true;
    }

    /** Whether it can tell what it would do, and do nothing. */
    default boolean hasDryRun() {
        return false;
    }

    /**
     * Whether it may be woken because there is work, at any rate and beside its other runs, and leave no row of that. Whoever
     * may invoke the function can wake it so.
     */
    default boolean canBeNudged() {
        return false;
    }

    /**
     * Does what is due.
     *
     * @return a record of counts, kept with the run and answered: names and numbers, no values of rows
     * @throws OperationFailed if a part of it failed
     */
    Object run(Run run);
}
