package dev.statehouse.data.removal;

import dev.statehouse.data.cache.SubjectKeys;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/** What Redis remembers. */
@Singleton
final class CachedKeys implements OutsideStore {

    private static final int MOST = 1_000;

    private final SubjectKeys keys;

    CachedKeys(SubjectKeys keys) {
        this.keys = keys;
    }

    @Override
    public String name() {
        return "cache";
    }

    @Override
    public OutsideBatch some(String kind, UUID subjectId) {
        List<String> found = keys.some(subjectId, MOST);
        return new OutsideBatch(name(), found, Map.of("cache", Map.of("keys", (long) found.size())));
    }

    @Override
    public void delete(List<String> found) {
        keys.delete(found);
    }
}
