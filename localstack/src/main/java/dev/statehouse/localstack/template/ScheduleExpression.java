package dev.statehouse.localstack.template;

import com.cronutils.model.Cron;
import com.cronutils.model.definition.CronConstraintsFactory;
import com.cronutils.model.definition.CronDefinition;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZonedDateTime;
import java.time.temporal.ChronoUnit;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * When a schedule is due: {@code rate(5 minutes)}, {@code cron(15 3 ? * MON *)} or {@code at(2026-03-01T12:00:00)}.
 *
 * <p>AWS: "Schedule types in EventBridge Scheduler". A flexible window is none here: the event is sent at its beginning.
 */
public final class ScheduleExpression {
    private static final Pattern FORM = Pattern.compile("(rate|cron|at)\\((.+)\\)");
    private static final Pattern RATE = Pattern.compile("([1-9]\\d{0,8}) (minute|hour|day)s?");
    private static final int SUNDAY_FIRST = 2;
    private static final CronDefinition CRON = CronDefinitionBuilder.defineCron()
            .withMinutes()
            .and()
            .withHours()
            .and()
            .withDayOfMonth()
            .supportsL()
            .supportsW()
            .supportsLW()
            .supportsQuestionMark()
            .and()
            .withMonth()
            .and()
            .withDayOfWeek()
            .withValidRange(1, 7)
            .withMondayDoWValue(SUNDAY_FIRST)
            .supportsL()
            .supportsHash()
            .supportsQuestionMark()
            .and()
            .withYear()
            .withValidRange(1970, 2199)
            .and()
            .withCronValidation(CronConstraintsFactory.ensureEitherDayOfWeekOrDayOfMonth())
            .instance();

    /** The next time after one. */
    private interface Next {
        Optional<Instant> after(Instant instant);
    }

    private final String text;
    private final Next next;

    private ScheduleExpression(String text, Next next) {
        this.text = text;
        this.next = next;
    }

    /**
     * Reads an expression.
     *
     * @param zone name of the time zone that {@code cron} and {@code at} are meant in
     * @throws TemplateError if it is no such expression
     */
    public static ScheduleExpression parse(String text, String zone) {
        Matcher form = FORM.matcher(text.strip());
        if (!form.matches()) {
            throw new TemplateError("not a schedule: " + text);
        }
        try {
            return new ScheduleExpression(text, next(form.group(1), form.group(2), ZoneId.of(zone)));
        } catch (IllegalArgumentException | DateTimeException bad) {
            throw new TemplateError("not a schedule: " + text + ": " + bad.getMessage());
        }
    }

    private static Next next(String kind, String argument, ZoneId zone) {
        return switch (kind) {
            case "rate" -> rate(argument);
            case "at" -> {
                Instant once = LocalDateTime.parse(argument).atZone(zone).toInstant();
                yield instant -> Optional.of(once).filter(instant::isBefore);
            }
            default -> {
                Cron cron = new CronParser(CRON).parse(argument);
                ExecutionTime times = ExecutionTime.forCron(cron);
                yield instant -> times.nextExecution(instant.atZone(zone)).map(ZonedDateTime::toInstant);
            }
        };
    }

    private static Next rate(String argument) {
        Matcher rate = RATE.matcher(argument);
        if (!rate.matches()) {
            throw new IllegalArgumentException("a rate is a number of minutes, hours or days");
        }
        Duration unit =
                ChronoUnit.valueOf(rate.group(2).toUpperCase(Locale.ROOT) + "S").getDuration();
        Duration every = unit.multipliedBy(Long.parseLong(rate.group(1)));
        return instant -> Optional.of(instant.plus(every));
    }

    /** When it is due next after an instant: after the one before, or after the clock began. Empty for never again. */
    public Optional<Instant> after(Instant instant) {
        return next.after(instant);
    }

    @Override
    public String toString() {
        return text;
    }
}
