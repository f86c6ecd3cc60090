package dev.statehouse.data.cache;

import io.micronaut.crac.OrderedResource;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.crac.Context;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.CommandArguments;
import redis.clients.jedis.Connection;
import redis.clients.jedis.Protocol.Command;
import redis.clients.jedis.exceptions.JedisConnectionException;
import redis.clients.jedis.exceptions.JedisDataException;
import redis.clients.jedis.exceptions.JedisNoScriptException;

/**
 * Redis, which never holds a request up: a command takes at most 100 ms, a failure is an empty answer, and after one Redis is
 * left alone for a second. Thread-safe.
 *
 * <p>A function serves one request at a time, so a command is written and read on the thread that asks: no other thread has to
 * wake up for it. It connects at the first command, and closes before a SnapStart snapshot, which must hold no connection.
 */
@Singleton
public final class Redis implements OrderedResource {

    private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_AT_ONCE = 8;

    private final RedisSettings settings;
    private final RedisConnections connections;
    // Redis does one thing at a time: more of them only make each other late. Fair, or somebody would wait for ever.
    private final Semaphore turns = new Semaphore(MOST_AT_ONCE, true);
    private volatile long quietUntil = System.nanoTime();

    Redis(RedisSettings settings) {
        this.settings = settings;
        this.connections = new RedisConnections(settings);
    }

    /**
     * What a script answers, a list of texts and whole numbers; empty if Redis did not give it in time. One round trip, but for
     * the first run since Redis started.
     */
    @SuppressWarnings("unchecked") // The scripts are ours, and each answers a list.
    public Optional<List<Object>> run(RedisScript script, String[] keys, String... arguments) {
        return ask(connection -> {
            try {
                return (List<Object>) exchange(connection, script(Command.EVALSHA, script.sha1(), keys, arguments));
            } catch (JedisNoScriptException unknown) {
                return (List<Object>) exchange(connection, script(Command.EVAL, script.text(), keys, arguments));
            }
        });
    }

    private static CommandArguments script(Command command, String script, String[] keys, String[] arguments) {
        return new CommandArguments(command)
                .add(script)
                .add(keys.length)
                .addObjects((Object[]) keys)
                .addObjects((Object[]) arguments);
    }

    /** The values of a hash's fields, null for each that is not there; empty if Redis did not answer in time. */
    @SuppressWarnings("unchecked") // As Redis defines HMGET.
    public Optional<List<@Nullable String>> fields(String key, String... names) {
        CommandArguments command = new CommandArguments(Command.HMGET).add(key).addObjects((Object[]) names);
        return ask(connection -> (List<@Nullable String>) exchange(connection, command));
    }

    /** Deletes keys, of which there is at least one, if Redis answers in time. */
    public void forget(String... keys) {
        CommandArguments command = new CommandArguments(Command.UNLINK).addObjects((Object[]) keys);
        ask(connection -> exchange(connection, command));
    }

    /** {@return whether there is a Redis at all} */
    public boolean isSetUp() {
        return settings.host() != null;
    }

    /** {@return whether Redis answers in time} */
    public boolean isThere() {
        return ask(connection -> exchange(connection, new CommandArguments(Command.PING)))
                .isPresent();
    }

    /** What Redis tells of itself, in lines such as {@code used_memory:1024}; empty if it did not in time. */
    public Optional<String> info() {
        return ask(connection -> String.valueOf(exchange(connection, new CommandArguments(Command.INFO))));
    }

    /** A command and its answer. */
    private interface Exchange<T> {
        T on(Connection connection);
    }

    private <T> Optional<T> ask(Exchange<T> exchange) {
        if (settings.host() == null || System.nanoTime() - quietUntil < 0) {
            return Optional.empty();
        }
        try {
            return answerInTurn(exchange);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (TimeoutException | RuntimeException failed) {
            quietUntil = System.nanoTime() + PAUSE.toNanos();
            LOG.warn("Redis did not answer and is left alone for {} ms: {}", PAUSE.toMillis(), failed.toString());
            return Optional.empty();
        }
    }

    private <T> Optional<T> answerInTurn(Exchange<T> exchange) throws InterruptedException, TimeoutException {
        if (!turns.tryAcquire(settings.timeoutMs(), TimeUnit.MILLISECONDS)) {
            return Optional.empty(); // No fault of Redis's.
        }
        try {
            return Optional.of(answer(exchange));
        } finally {
            turns.release();
        }
    }

    private <T> T answer(Exchange<T> exchange) throws InterruptedException, TimeoutException {
        Connection kept = connections.kept();
        if (kept == null) {
            return answer(exchange, connections.made());
        }
        try {
            return answer(exchange, kept);
        } catch (JedisConnectionException closed) {
            // Redis ends what was idle for long, and a frozen function does not notice.
            if (closed.getCause() instanceof SocketTimeoutException) {
                throw closed;
            }
            connections.closeKept();
            return answer(exchange, connections.made());
        }
    }

    private <T> T answer(Exchange<T> exchange, Connection connection) {
        try {
            T answer = exchange.on(connection);
            connections.keep(connection);
            return answer;
        } catch (JedisDataException refused) {
            // The answer was read to its end: the connection is as good as new.
            connections.keep(connection);
            throw refused;
        } catch (RuntimeException failed) {
            // An answer may still be on its way.
            connections.close(connection);
            throw failed;
        }
    }

    private static Object exchange(Connection connection, CommandArguments command) {
        return text(connection.executeCommand(command));
    }

    // Jedis gives bytes as they came.
    private static Object text(Object reply) {
        if (reply instanceof byte[] bytes) {
            return new String(bytes, StandardCharsets.UTF_8);
        }
        if (reply instanceof List<?> replies) {
            List<@Nullable Object> texts = new ArrayList<>(replies.size());
            for (Object each : replies) {
                texts.add(each == null ? null : text(each));
            }
            return texts;
        }
        return reply;
    }

    @Override
    public void beforeCheckpoint(Context<? extends Resource> context) {
        close();
    }

    @Override
    public void afterRestore(Context<? extends Resource> context) {
        // The next command connects.
    }

    @PreDestroy
    void close() {
        connections.closeKept();
    }
}
