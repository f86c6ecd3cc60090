package dev.statehouse.http;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.statehouse.data.Json;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;

/** How texts and free JSON are read from a body: only what PostgreSQL can hold. */
@Factory
final class StrictJson {

    @Bean
    @Singleton
    Module storable() {
        return new SimpleModule("storable")
                .addDeserializer(String.class, new StorableText())
                .addDeserializer(Json.class, new StorableJson())
                .setDeserializerModifier(new ObjectsOnly());
    }
}
