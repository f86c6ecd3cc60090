package dev.statehouse.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** Opaque position in a list: callers pass it back, and only what was made here is read. */
public final class Cursor {

    private static final String VERSION = "1:";

    private Cursor() {}

    public static String of(String position) {
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString((VERSION + position).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * The position in a cursor; null without one.
     *
     * @throws RequestError if the cursor was not made by {@link #of}
     */
    public static @Nullable String position(@Nullable String cursor) {
        if (cursor == null || cursor.isEmpty()) {
            return null;
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(Base64.getUrlDecoder().decode(cursor)))
                    .toString();
            if (text.startsWith(VERSION) && text.indexOf('\0') < 0) {
                return text.substring(VERSION.length());
            }
        } catch (IllegalArgumentException | CharacterCodingException foreign) {
            // Falls through to the one answer for every foreign cursor.
        }
        throw malformed();
    }

    /** The position of a list ordered by id; null without a cursor. */
    public static @Nullable UUID id(@Nullable String cursor) {
        String position = position(cursor);
        try {
            return position == null ? null : UUID.fromString(position);
        } catch (IllegalArgumentException foreign) {
            throw malformed();
        }
    }

    /** The position of a list ordered by number; null without a cursor. */
    public static @Nullable Integer number(@Nullable String cursor) {
        String position = position(cursor);
        try {
            return position == null ? null : Integer.valueOf(position);
        } catch (NumberFormatException foreign) {
            throw malformed();
        }
    }

    public static RequestError malformed() {
        return RequestError.malformed("cursor", "cursor must be the nextCursor of this list's previous page");
    }
}
