package dev.statehouse.monitor;

import dev.statehouse.data.operation.NotMeasured;

/** Measures one subject. Implementations are beans, and know nothing of each other: what one can't do, the others still do. */
interface Probe {

    /** What a run says it could not measure, if this fails. */
    String check();

    /** Whether it asks the database, and so is left out once that has kept a run waiting. */
    default boolean asksTheDatabase() {
        return true;
    }

    /**
     * Measures it.
     *
     * @throws RuntimeException if it can't, which is noted as {@link NotMeasured}
     */
    void measure(Findings findings);
}
