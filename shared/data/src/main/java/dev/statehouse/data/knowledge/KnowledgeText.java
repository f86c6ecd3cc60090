package dev.statehouse.data.knowledge;

import io.micronaut.core.annotation.Introspected;
import io.micronaut.data.annotation.Id;
import io.micronaut.data.annotation.MappedEntity;
import java.util.UUID;

/**
 * What an entry's content says.
 *
 * @param content at most 10 MB of UTF-8
 */
@Introspected
@MappedEntity("knowledge_texts")
public record KnowledgeText(@Id UUID entryId, int contentVersion, String content) {

    static final String COLUMNS = "entry_id, content_version, content";
}
