package dev.statehouse.data.limit;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The limits of one instance, in a fixed amount of memory: 256 KB for each length of window.
 *
 * <p>A key has two cells, which it may share with others, and counts as the emptier of the two: many keys make it stricter,
 * and none of them can push another's count out, as they could from a bounded map. Thread-safe.
 */
final class MemoryLimits {

    private static final int CELLS = 1 << 14;

    private final Map<Duration, Cells> byWindow = new HashMap<>();

    /** For one length of window: when each cell will be whole again, in microseconds since 1970. */
    private static final class Cells {
        private final long[] first = new long[CELLS];
        private final long[] second = new long[CELLS];
        // Of this instance, made at its first need, so after a snapshot: nobody can look for keys that share a cell.
        private final int seed = new SecureRandom().nextInt();

        private int firstOf(String key) {
            return mixed(key.hashCode() ^ seed);
        }

        private int secondOf(String key) {
            return mixed(31 * key.hashCode() + key.length() * seed + (key + seed).hashCode());
        }

        // The finalizer of MurmurHash3: every bit of the input moves every bit of the cell's number.
        private static int mixed(int hash) {
            int h = (hash ^ (hash >>> 16)) * 0x85ebca6b;
            h = (h ^ (h >>> 13)) * 0xc2b2ae35;
            return (h ^ (h >>> 16)) & (CELLS - 1);
        }

        long wholeAt(Limit limit, long now) {
            long one = known(first[firstOf(limit.key())], limit, now);
            long other = known(second[secondOf(limit.key())], limit, now);
            return Math.max(now, Math.min(one, other));
        }

        void set(Limit limit, long now, long whole) {
            int one = firstOf(limit.key());
            int other = secondOf(limit.key());
            first[one] = Math.max(known(first[one], limit, now), whole);
            second[other] = Math.max(known(second[other], limit, now), whole);
        }

        // Further away than any request moves it: from before the clock was set back.
        private static long known(long at, Limit limit, long now) {
            return at > now + 2 * limit.windowMicros() ? now : at;
        }
    }

    /** Takes from all or from none, as gcra.lua does. */
    synchronized Taken take(List<Limit> limits, long now) {
        Taken nearest = null;
        for (Limit limit : limits) {
            Taken taken = attempt(limit, now);
            if (nearest == null || isNearer(taken, nearest)) {
                nearest = taken;
            }
        }
        if (nearest == null) {
            throw new IllegalArgumentException("no limit to take from");
        }
        if (nearest.allowed()) {
            for (Limit limit : limits) {
                Cells cells = cells(limit);
                cells.set(limit, now, cells.wholeAt(limit, now) + limit.stepMicros());
            }
        }
        return nearest;
    }

    /** What would become of a request. */
    synchronized Taken look(Limit limit, long now) {
        return attempt(limit, now);
    }

    private Taken attempt(Limit limit, long now) {
        long before = cells(limit).wholeAt(limit, now);
        long room = now + limit.windowMicros() - before - limit.stepMicros();
        long whole = room < 0 ? before : before + limit.stepMicros();
        return new Taken(
                room >= 0,
                limit.name(),
                limit.quota(),
                limit.window(),
                Math.max(0, room / limit.stepMicros()),
                Taken.micros(whole - now),
                Taken.micros(Math.max(0, -room)));
    }

    private static boolean isNearer(Taken one, Taken other) {
        return (one.allowed() && other.allowed())
                ? one.remaining() < other.remaining()
                : one.retryAfter().compareTo(other.retryAfter()) > 0;
    }

    private Cells cells(Limit limit) {
        return byWindow.computeIfAbsent(limit.window(), window -> new Cells());
    }
}
