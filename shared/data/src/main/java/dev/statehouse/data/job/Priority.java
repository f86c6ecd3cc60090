package dev.statehouse.data.job;

/** Among the jobs of one workspace, the more urgent all go first; between workspaces it counts for nothing. */
public enum Priority {
    URGENT(0),
    HIGH(1),
    NORMAL(2),
    LOW(3);

    private final int level;

    Priority(int level) {
        this.level = level;
    }

    /** As the column has it: 0 goes first. */
    int level() {
        return level;
    }
}
