package dev.statehouse.http;

import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dev.statehouse.data.Json;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.time.LocalDate;

/** How texts, times and free JSON are read from a body: only what PostgreSQL can hold. */
@Factory
final class StrictJson {

    @Bean
    @Singleton
    Module storable() {
        return new SimpleModule("storable") {
            private static final long serialVersionUID = 1L;

            @Override
            public void setupModule(SetupContext context) {
                super.setupModule(context);
                context.addBeanDeserializerModifier(new AbsentOptionals());
                // A blank text is not a UUID, and not an absent one either.
                context.<ObjectMapper>getOwner()
                        .coercionConfigDefaults()
                        .setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail);
            }
        }.addDeserializer(String.class, new StorableText())
                .addDeserializer(Instant.class, new PlainInstant())
                .addDeserializer(LocalDate.class, new PlainDate())
                .addDeserializer(Json.class, new StorableJson())
                .setDeserializerModifier(new ObjectsOnly());
    }
}
