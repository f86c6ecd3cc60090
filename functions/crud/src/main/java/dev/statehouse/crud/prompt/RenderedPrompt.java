package dev.statehouse.crud.prompt;

import io.micronaut.core.annotation.Introspected;
import org.jspecify.annotations.Nullable;

/**
 * A prompt with its values filled in.
 *
 * @param label by which it was asked for; null if it was by version
 * @param prompt the filled template
 * @param systemPrompt the filled system prompt; null if the version has none
 */
@Introspected
record RenderedPrompt(
        String slug,
        @Nullable String label,
        int version,
        String prompt,
        @Nullable String systemPrompt) {}
