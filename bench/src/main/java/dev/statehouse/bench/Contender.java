package dev.statehouse.bench;

import java.time.Duration;

/** Something that answers requests, or sends the same statements, as fast as it can. */
interface Contender {

    String name();

    /** The process whose CPU time counts as the contender's own. */
    long pid();

    Outcome run(Requests requests, int connections, Duration duration);
}
