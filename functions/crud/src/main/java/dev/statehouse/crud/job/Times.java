package dev.statehouse.crud.job;

import dev.statehouse.data.job.Timetable;
import dev.statehouse.http.Problem;
import dev.statehouse.http.RequestError;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;

/** A caller's timetable, checked field by field. */
final class Times {

    private Times() {}

    /**
     * The first time after an instant.
     *
     * @throws RequestError naming the field, if it is no timetable or has no time
     */
    static Instant next(String cron, String timeZone, Instant after) {
        if (!ZoneId.getAvailableZoneIds().contains(timeZone)) {
            throw refused("timeZone", "must be a name of the IANA time zone database, such as Europe/Berlin");
        }
        return timetable(cron, timeZone)
                .after(after)
                .orElseThrow(() -> refused("cron", "must have a time that comes: there is no such day"));
    }

    private static Timetable timetable(String cron, String timeZone) {
        try {
            return Timetable.of(cron, timeZone);
        } catch (IllegalArgumentException unreadable) {
            throw refused(
                    "cron",
                    "must be five fields: minute, hour, day of month, month and day of week, such as 0 3 * * 1");
        }
    }

    private static RequestError refused(String field, String fault) {
        return RequestError.invalid(field + " " + fault, List.of(Problem.FieldError.inBody("/" + field, fault)));
    }
}
