package dev.statehouse.data.job;

import com.cronutils.model.Cron;
import com.cronutils.model.CronType;
import com.cronutils.model.definition.CronDefinitionBuilder;
import com.cronutils.model.field.CronFieldName;
import com.cronutils.model.time.ExecutionTime;
import com.cronutils.parser.CronParser;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * When a periodic job is due.
 *
 * <p>Where clocks are put forward, a time of day that is left out comes as much later; where they are put back, one that comes
 * twice is due the first time. But a job of every hour, or of every so many, is due by the time that passes: no hour goes without.
 */
public final class Timetable {

    private static final CronParser PARSER = new CronParser(CronDefinitionBuilder.instanceDefinitionFor(CronType.UNIX));

    private final Cron cron;
    private final ZoneId zone;

    private Timetable(Cron cron, ZoneId zone) {
        this.cron = cron;
        this.zone = zone;
    }

    /**
     * Reads one.
     *
     * @param cron minute, hour, day of month, month, day of week
     * @param zone such as {@code Europe/Berlin}
     * @throws IllegalArgumentException if the expression is none
     * @throws java.time.DateTimeException if there is no such zone
     */
    public static Timetable of(String cron, String zone) {
        return new Timetable(PARSER.parse(cron), ZoneId.of(zone));
    }

    /** The first time after an instant; empty if none will come. */
    public Optional<Instant> after(Instant instant) {
        ExecutionTime times = ExecutionTime.forCron(cron);
        if (isHourly()) {
            return times.nextExecution(instant.atZone(zone)).map(ZonedDateTime::toInstant);
        }
        // By the clocks on the wall, as if they were never changed. A wall time that was due before they were put back
        // is over.
        ZonedDateTime wall = instant.atZone(zone).toLocalDateTime().atZone(ZoneOffset.UTC);
        Optional<ZonedDateTime> next = times.nextExecution(wall);
        while (next.isPresent() && !real(next.get()).isAfter(instant)) {
            next = times.nextExecution(next.get());
        }
        return next.map(this::real);
    }

    /** The first times after an instant, at most so many. */
    public List<Instant> after(Instant instant, int most) {
        return Stream.iterate(after(instant), Optional::isPresent, due -> due.flatMap(this::after))
                .limit(most)
                .flatMap(Optional::stream)
                .toList();
    }

    private Instant real(ZonedDateTime wall) {
        return wall.toLocalDateTime().atZone(zone).toInstant();
    }

    private boolean isHourly() {
        return cron.retrieve(CronFieldName.HOUR).getExpression().asString().startsWith("*");
    }
}
