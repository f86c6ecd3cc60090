package dev.statehouse.data.cache;

import io.lettuce.core.ClientOptions;
import io.lettuce.core.RedisClient;
import io.lettuce.core.RedisNoScriptException;
import io.lettuce.core.RedisURI;
import io.lettuce.core.ScriptOutputType;
import io.lettuce.core.SocketOptions;
import io.lettuce.core.SslOptions;
import io.lettuce.core.SslVerifyMode;
import io.lettuce.core.api.StatefulRedisConnection;
import io.lettuce.core.api.async.RedisAsyncCommands;
import io.lettuce.core.codec.StringCodec;
import io.lettuce.core.metrics.CommandLatencyRecorder;
import io.lettuce.core.resource.ClientResources;
import io.lettuce.core.resource.NettyCustomizer;
import io.micronaut.crac.OrderedResource;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.handler.flush.FlushConsolidationHandler;
import io.netty.handler.ssl.SslHandler;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Singleton;
import java.io.File;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Function;
import org.crac.Context;
import org.crac.Resource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connection to Redis that never holds a request up: a command takes at most 100 ms, a failure is an empty answer, and
 * after one Redis is left alone for a second. Thread-safe.
 *
 * <p>It connects at the first command, and closes before a SnapStart snapshot, which must hold no connection.
 */
@Singleton
public final class Redis implements OrderedResource {

    private static final Logger LOG = LoggerFactory.getLogger(Redis.class);
    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final int MOST_PER_FLUSH = 64;

    private final RedisSettings settings;
    private volatile long quietUntil = System.nanoTime();
    private @Nullable ClientResources resources;
    private @Nullable RedisClient client;
    private @Nullable Future<StatefulRedisConnection<String, String>> connecting;

    Redis(RedisSettings settings) {
        this.settings = settings;
    }

    /**
     * What a script answers, a list; empty if Redis did not give it in time. One round trip, but for the first run since
     * Redis started.
     */
    public Optional<List<Object>> run(RedisScript script, String[] keys, String... arguments) {
        return ask(commands -> commands.<List<Object>>evalsha(script.sha1(), ScriptOutputType.MULTI, keys, arguments)
                .exceptionallyCompose(failure -> isUnknownScript(failure)
                        ? commands.eval(script.text(), ScriptOutputType.MULTI, keys, arguments)
                        : CompletableFuture.failedFuture(failure)));
    }

    private static boolean isUnknownScript(Throwable failure) {
        return failure instanceof RedisNoScriptException || failure.getCause() instanceof RedisNoScriptException;
    }

    /** The command's answer; empty if there is none, or if Redis did not give it in time. */
    public <T> Optional<T> ask(Function<RedisAsyncCommands<String, String>, CompletionStage<T>> command) {
        if (settings.host() == null || System.nanoTime() - quietUntil < 0) {
            return Optional.empty();
        }
        try {
            RedisAsyncCommands<String, String> commands = connection()
                    .get(settings.timeoutMs(), TimeUnit.MILLISECONDS)
                    .async();
            return Optional.ofNullable(
                    command.apply(commands).toCompletableFuture().get(settings.timeoutMs(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        } catch (ExecutionException | TimeoutException | RuntimeException failed) {
            quietUntil = System.nanoTime() + PAUSE.toNanos();
            LOG.warn("Redis did not answer and is left alone for {} ms: {}", PAUSE.toMillis(), failed.toString());
            return Optional.empty();
        }
    }

    private synchronized Future<StatefulRedisConnection<String, String>> connection() {
        Future<StatefulRedisConnection<String, String>> current = connecting;
        if (current == null || current.state() == Future.State.FAILED || current.state() == Future.State.CANCELLED) {
            if (client == null) {
                resources = resources();
                client = client(resources);
            }
            current = client.connectAsync(StringCodec.UTF8, uri()).toCompletableFuture();
            connecting = current;
        }
        return current;
    }

    private RedisURI uri() {
        RedisURI.Builder uri = RedisURI.builder()
                .withHost(java.util.Objects.requireNonNull(settings.host()))
                .withPort(settings.port())
                .withSsl(true)
                .withVerifyPeer(SslVerifyMode.FULL)
                .withTimeout(Duration.ofMillis(settings.timeoutMs()));
        if (settings.password() != null) {
            uri.withPassword(settings.password().toCharArray());
        }
        return uri.build();
    }

    private static ClientResources resources() {
        return ClientResources.builder()
                .commandLatencyRecorder(CommandLatencyRecorder.disabled())
                .nettyCustomizer(new Flushes())
                .build();
    }

    /** Commands of several threads leave in one TLS record and one system call if they come while others are under way. */
    private static final class Flushes implements NettyCustomizer {
        @Override
        public void afterChannelInitialized(Channel channel) {
            ChannelHandlerContext tls = channel.pipeline().context(SslHandler.class);
            channel.pipeline().addAfter(tls.name(), "flushes", new FlushConsolidationHandler(MOST_PER_FLUSH, true));
        }
    }

    private RedisClient client(ClientResources shared) {
        SslOptions.Builder ssl = SslOptions.builder().jdkSslProvider();
        if (settings.ca() != null) {
            ssl.trustManager(new File(settings.ca()));
        }
        RedisClient made = RedisClient.create(shared);
        made.setOptions(ClientOptions.builder()
                .sslOptions(ssl.build())
                // Lettuce's default queues commands while it is disconnected, for a minute.
                .disconnectedBehavior(ClientOptions.DisconnectedBehavior.REJECT_COMMANDS)
                .socketOptions(SocketOptions.builder()
                        .connectTimeout(Duration.ofSeconds(2))
                        .keepAlive(true)
                        .build())
                .build());
        return made;
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
    synchronized void close() {
        if (client != null) {
            client.shutdown(Duration.ZERO, Duration.ofSeconds(1));
        }
        if (resources != null) {
            // A client ends only what it made itself; no thread of these may be left in a snapshot.
            resources.shutdown(0, 1, TimeUnit.SECONDS).awaitUninterruptibly(2, TimeUnit.SECONDS);
        }
        resources = null;
        client = null;
        connecting = null;
    }
}
