package dev.statehouse.crud.search;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/**
 * What to change of the search settings; absent fields stay as they are.
 *
 * @param language a configuration of text search that PostgreSQL has, such as {@code german} or {@code simple}
 * @param logs whether what runs say is searched, too
 */
@Introspected
record SearchSettingChanges(
        @Nullable String language, @Nullable Boolean logs) {}
