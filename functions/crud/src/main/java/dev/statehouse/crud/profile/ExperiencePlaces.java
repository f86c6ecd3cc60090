package dev.statehouse.crud.profile;

import dev.statehouse.data.profile.Experience;
import dev.statehouse.data.profile.ExperienceLists.Place;
import dev.statehouse.http.Cursor;
import dev.statehouse.http.RequestError;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Places in a list of experiences, as its cursors have them: the day of the start, and the id. */
final class ExperiencePlaces {

    private static final int DAY = "2026-01-31".length();

    private ExperiencePlaces() {}

    static String position(Experience experience) {
        return experience.startDate() + "/" + experience.id();
    }

    /**
     * The place in a cursor; null without one.
     *
     * @throws RequestError if no list of experiences gave it
     */
    static @Nullable Place parse(@Nullable String cursor) {
        String position = Cursor.position(cursor);
        if (position == null) {
            return null;
        }
        try {
            if (position.indexOf('/') == DAY) {
                return new Place(
                        LocalDate.parse(position.substring(0, DAY)), UUID.fromString(position.substring(DAY + 1)));
            }
        } catch (DateTimeException | IllegalArgumentException foreign) {
            // Falls through to the one answer for every foreign cursor.
        }
        throw Cursor.malformed();
    }
}
