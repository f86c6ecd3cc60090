package dev.statehouse.http;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializer;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.deser.std.DelegatingDeserializer;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import java.io.IOException;

/**
 * Reads records from JSON objects and from nothing else. Micronaut's introspections offer Jackson to make one from a single
 * number or boolean, and then fail in a way that no caller can be told.
 */
final class ObjectsOnly extends DelegatingDeserializer {

    private static final long serialVersionUID = 1L;

    private ObjectsOnly(JsonDeserializer<?> fields) {
        super(fields);
    }

    static BeanDeserializerModifier forRecords() {
        return new BeanDeserializerModifier() {
            private static final long serialVersionUID = 1L;

            @Override
            public JsonDeserializer<?> modifyDeserializer(
                    DeserializationConfig config, BeanDescription type, JsonDeserializer<?> fields) {
                boolean record = type.getBeanClass().isRecord() && fields instanceof BeanDeserializer;
                return record ? new ObjectsOnly(fields) : fields;
            }
        };
    }

    @Override
    protected JsonDeserializer<?> newDelegatingInstance(JsonDeserializer<?> fields) {
        return new ObjectsOnly(fields);
    }

    @Override
    public Object deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!parser.hasToken(JsonToken.START_OBJECT)) {
            throw MismatchedInputException.from(parser, handledType(), "not an object");
        }
        return super.deserialize(parser, context);
    }
}
