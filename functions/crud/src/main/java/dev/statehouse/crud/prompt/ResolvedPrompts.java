package dev.statehouse.crud.prompt;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.statehouse.data.DataError;
import dev.statehouse.data.Workspaces;
import dev.statehouse.data.cache.WorkspaceCache;
import dev.statehouse.data.prompt.LivePrompt;
import dev.statehouse.data.prompt.LivePrompts;
import dev.statehouse.http.Caller;
import jakarta.inject.Singleton;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What labels point at, from memory (two seconds), Redis (five minutes) or PostgreSQL. A change is seen at once by the
 * instance that made it, and within two seconds by the others. What only some members may see is never kept.
 */
@Singleton
final class ResolvedPrompts {

    private static final String TOPIC = "prompts";
    private static final Duration IN_MEMORY = Duration.ofSeconds(2);
    private static final long MOST_CHARACTERS_IN_MEMORY = 16_000_000;

    private final Workspaces workspaces;
    private final LivePrompts live;
    private final WorkspaceCache cache;
    private final ObjectMapper json;
    private final Cache<Key, ResolvedPrompt> memory = Caffeine.newBuilder()
            .expireAfterWrite(IN_MEMORY)
            .maximumWeight(MOST_CHARACTERS_IN_MEMORY)
            .weigher(
                    (Key key, ResolvedPrompt prompt) -> 1000 + prompt.template().length())
            .build();

    ResolvedPrompts(Workspaces workspaces, LivePrompts live, WorkspaceCache cache, ObjectMapper json) {
        this.workspaces = workspaces;
        this.live = live;
        this.cache = cache;
        this.json = json;
    }

    private record Key(
            UUID workspaceId,
            String slug,
            String label,
            @Nullable Integer version) {

        String field() {
            return slug + (version == null ? "@" + label : "#" + version);
        }
    }

    /**
     * The prompt of this slug under a label, or at a version, with its includes expanded.
     *
     * @param version number of the version; null to go by the label
     */
    ResolvedPrompt resolve(Caller caller, String slug, String label, @Nullable Integer version) {
        Key key = new Key(caller.workspaceId(), slug, label, version);
        ResolvedPrompt remembered = memory.getIfPresent(key);
        if (remembered != null) {
            return remembered;
        }
        WorkspaceCache.Found found = cache.find(key.workspaceId(), TOPIC, key.field());
        if (found.value() != null) {
            ResolvedPrompt kept = parse(found.value());
            memory.put(key, kept);
            return kept;
        }
        PromptExpansion.Expanded expanded = read(caller, key);
        if (expanded.shared()) {
            memory.put(key, expanded.prompt());
            cache.fill(key.workspaceId(), TOPIC, key.field(), found.epoch(), write(expanded.prompt()));
        }
        return expanded.prompt();
    }

    private PromptExpansion.Expanded read(Caller caller, Key key) {
        List<LivePrompt> rows = workspaces.read(caller, () -> live.resolve(key.slug(), key.label(), key.version()));
        if (rows.isEmpty()) {
            throw new DataError(DataError.Kind.NOT_FOUND, "there is no such prompt");
        }
        if (rows.getFirst().number() == null) {
            throw new DataError(
                    DataError.Kind.NOT_FOUND,
                    key.version() == null ? "the prompt has no such label" : "the prompt has no such version");
        }
        return PromptExpansion.of(rows, key.version() == null ? key.label() : null);
    }

    /**
     * Runs a change of what labels point at, then forgets what was kept. Also after a failure: a connection that broke at
     * COMMIT may have committed.
     */
    <T> T changing(Caller caller, Supplier<T> change) {
        try {
            return change.get();
        } finally {
            cache.forget(caller.workspaceId(), TOPIC);
            memory.asMap().keySet().removeIf(key -> key.workspaceId().equals(caller.workspaceId()));
        }
    }

    private String write(ResolvedPrompt prompt) {
        try {
            return json.writeValueAsString(prompt);
        } catch (JsonProcessingException unwritable) {
            throw new IllegalStateException(unwritable);
        }
    }

    private ResolvedPrompt parse(String kept) {
        try {
            return json.readValue(kept, ResolvedPrompt.class);
        } catch (JsonProcessingException unreadable) {
            throw new IllegalStateException("a kept prompt can't be read", unreadable);
        }
    }
}
