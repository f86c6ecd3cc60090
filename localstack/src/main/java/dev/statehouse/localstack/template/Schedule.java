package dev.statehouse.localstack.template;

import java.util.Optional;

/**
 * A ScheduleV2 event of a function.
 *
 * @param expression for example {@code rate(1 day)}; the local stack runs no clock of its own
 * @param input the event that the template gives, if it gives one
 */
public record Schedule(String name, String function, String expression, Optional<String> input) {}
