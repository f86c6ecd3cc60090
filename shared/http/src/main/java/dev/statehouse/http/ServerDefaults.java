package dev.statehouse.http;

import io.micronaut.context.ApplicationContextBuilder;
import io.micronaut.context.ApplicationContextConfigurer;
import io.micronaut.context.annotation.ContextConfigurer;
import io.micronaut.context.env.PropertySource;
import java.util.Map;

/** What the gateway does already and a function need not do again. */
@ContextConfigurer
public final class ServerDefaults implements ApplicationContextConfigurer {

    // Below every other source of properties.
    private static final int LOWEST = -1000;

    @Override
    public void configure(ApplicationContextBuilder builder) {
        // API Gateway dates every answer; formatting one is a twentieth of a point read's work in the handler.
        builder.propertySources(
                PropertySource.of("server-defaults", Map.of("micronaut.server.date-header", false), LOWEST));
    }
}
