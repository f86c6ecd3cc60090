package dev.statehouse.http;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.type.ReferenceType;
import org.jspecify.annotations.Nullable;

/**
 * Tells a field that is not there, which is null, from one that is {@code null}, which is an empty {@code Optional}. Jackson
 * takes both for the latter, so that a change of one field would clear every other that can be cleared.
 */
final class AbsentOptionals extends BeanDeserializerModifier {

    private static final long serialVersionUID = 1L;

    @Override
    public JsonDeserializer<?> modifyReferenceDeserializer(
            DeserializationConfig config, ReferenceType type, BeanDescription bean, JsonDeserializer<?> deserializer) {
        return new NullIfAbsent(deserializer);
    }

    private static final class NullIfAbsent extends DelegatingDeserializer {

        private static final long serialVersionUID = 1L;

        NullIfAbsent(JsonDeserializer<?> deserializer) {
            super(deserializer);
        }

        @Override
        protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> deserializer) {
            return new NullIfAbsent(deserializer);
        }

        @Override
        public @Nullable Object getAbsentValue(DeserializationContext context) {
            return null;
        }
    }
}
