package dev.statehouse.data.cache;

import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * Answers of a workspace, kept in Redis for five minutes: one hash per workspace and topic, so that a write forgets all of
 * a topic with one command.
 *
 * <p>A slow reader can't bring back what a write has made old: it may fill in only while the epoch that it saw before it
 * read PostgreSQL still stands, and forgetting begins a new one. Only if Redis is out of the writer's reach does an old
 * answer live on, until its five minutes are over.
 */
@Singleton
public final class WorkspaceCache {

    private static final Duration KEPT = Duration.ofMinutes(5);
    private static final String EPOCH = "epoch";

    private static final RedisScript FILL = RedisScript.of("""
            local epoch = redis.call('HGET', KEYS[1], 'epoch')
            if (epoch or '') ~= ARGV[1] then return {0} end
            redis.call('HSET', KEYS[1], ARGV[2], ARGV[3])
            if not epoch then
                redis.call('HSET', KEYS[1], 'epoch', ARGV[4])
                redis.call('EXPIRE', KEYS[1], ARGV[5])
            end
            return {1}
            """);

    private static final RedisScript FORGET = RedisScript.of("""
            redis.call('DEL', KEYS[1])
            redis.call('HSET', KEYS[1], 'epoch', ARGV[1])
            redis.call('EXPIRE', KEYS[1], ARGV[2])
            return {1}
            """);

    private final Redis redis;

    WorkspaceCache(Redis redis) {
        this.redis = redis;
    }

    /**
     * What was found.
     *
     * @param value null if nothing is kept
     * @param epoch to be given back to {@link #fill}; null if Redis did not answer
     */
    public record Found(@Nullable String value, @Nullable String epoch) {}

    /** Looks an answer up, in one round trip. */
    public Found find(UUID workspaceId, String topic, String field) {
        Optional<List<@Nullable String>> answer = redis.fields(key(workspaceId, topic), EPOCH, "=" + field);
        if (answer.isEmpty()) {
            return new Found(null, null);
        }
        String kept = Objects.requireNonNullElse(answer.get().get(1), "");
        String mark = mark(workspaceId);
        // The workspace stands in the value too: a mistaken key must not show another's answer.
        return new Found(
                kept.startsWith(mark) ? kept.substring(mark.length()) : null,
                Objects.requireNonNullElse(answer.get().get(0), ""));
    }

    /** Keeps an answer, unless something was forgotten since it was looked up. */
    public void fill(UUID workspaceId, String topic, String field, @Nullable String epoch, String value) {
        if (epoch != null) {
            redis.run(
                    FILL,
                    new String[] {key(workspaceId, topic)},
                    epoch,
                    "=" + field,
                    mark(workspaceId) + value,
                    UUID.randomUUID().toString(),
                    seconds());
        }
    }

    /** Forgets all answers of a topic; called once the change is committed. */
    public void forget(UUID workspaceId, String topic) {
        redis.run(
                FORGET,
                new String[] {key(workspaceId, topic)},
                UUID.randomUUID().toString(),
                seconds());
    }

    private static String key(UUID workspaceId, String topic) {
        return "query:" + workspaceId + ":" + topic;
    }

    private static String mark(UUID workspaceId) {
        return workspaceId + "\n";
    }

    private static String seconds() {
        return String.valueOf(KEPT.toSeconds());
    }
}
