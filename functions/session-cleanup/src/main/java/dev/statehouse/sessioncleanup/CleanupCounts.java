package dev.statehouse.sessioncleanup;

import java.util.SortedMap;

/**
 * What a run did.
 *
 * @param finished whether each sweep came to its end, before the deadline and without a failure; false of a dry run
 * @param sweeps by table
 */
record CleanupCounts(boolean finished, SortedMap<String, SweepCounts> sweeps) {}
