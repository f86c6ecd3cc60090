package dev.statehouse.localstack.template;

import java.util.Optional;

/**
 * A schedule of a function.
 *
 * @param input the event that the template gives, if it gives one
 * @param enabled whether its time brings it about; it can be run by hand all the same
 * @param retries how often an event that failed is sent again
 */
public record Schedule(
        String name,
        String function,
        ScheduleExpression expression,
        Optional<String> input,
        boolean enabled,
        int retries) {}
