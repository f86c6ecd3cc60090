package dev.statehouse.http;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/**
 * Bodies are taken literally or not at all: an unknown or repeated field, a text where a number belongs, a fraction where
 * a whole number belongs or anything after the end is an error, never a guess.
 */
@ContextConfigurer
public final class StrictJsonDefaults implements ApplicationContextConfigurer {

    // Below every other source of properties.
    private static final int LOWEST = -1000;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        builder.propertySources(PropertySource.of(
                "strict-json",
                Map.of(
                        "jackson.serialization-inclusion", "ALWAYS",
                        "jackson.serialization.write-dates-as-timestamps", false,
                        "jackson.deserialization.fail-on-unknown-properties", true,
                        "jackson.deserialization.fail-on-trailing-tokens", true,
                        "jackson.deserialization.fail-on-null-for-primitives", true,
                        "jackson.deserialization.accept-float-as-int", false,
                        "jackson.deserialization.accept-single-value-as-array", false,
                        "jackson.mapper.allow-coercion-of-scalars", false,
                        "jackson.parser.strict-duplicate-detection", true),
                LOWEST));
    }
}
