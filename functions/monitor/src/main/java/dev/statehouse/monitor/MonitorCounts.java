package dev.statehouse.monitor;

/**
 * What a run did.
 *
 * @param status healthy, degraded or failing
 * @param metrics how many were measured
 * @param reasons how many stand against health
 * @param notMeasured how many could not be, as expected or not
 */
record MonitorCounts(String status, int metrics, int reasons, int notMeasured) {}
