package dev.statehouse.data.job;

/** Among the jobs of one workspace, the more urgent all go first; between workspaces it counts for nothing. */
public enum Priority {
    URGENT,
    HIGH,
    NORMAL,
    LOW;

    /** As the column has it: 0 goes first. */
    int level() {
        return ordinal();
    }
}
