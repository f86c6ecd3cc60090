package dev.statehouse.openapi;

import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.media.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Mends what micronaut-openapi 6.20 makes of nullable types, of generic lists and of our own JSON type. */
@SuppressWarnings({"rawtypes", "unchecked"}) // The library's fluent methods return raw schemas.
final class Schemas {

    private static final String NULL = "null";
    private static final String REFERENCE = "#/components/schemas/";
    private static final Pattern LISTING = Pattern.compile(".*Listing_(\\w+)_");

    private Schemas() {}

    static void mend(Components components) {
        Map<String, Schema> schemas = components.getSchemas();
        schemas.computeIfPresent("Json", (name, schema) -> new Schema<>().description("Any JSON value."));
        schemas.forEach((name, schema) -> {
            Matcher listing = LISTING.matcher(name);
            if (listing.matches() && schemas.containsKey(listing.group(1))) {
                property(schema, "data").items(new Schema<>().$ref(REFERENCE + listing.group(1)));
            }
            mend(schema);
        });
    }

    private static Schema<?> property(Schema<?> schema, String name) {
        return Objects.requireNonNull(schema.getProperties().get(name), name);
    }

    /** Of a parameter: to leave it out is all the null that it has. */
    static void mendParameter(Schema<?> schema) {
        mend(schema);
        without(schema, NULL);
    }

    private static void mend(Schema<?> schema) {
        mendTypes(schema);
        if (schema.getProperties() != null) {
            schema.getProperties().values().forEach(Schemas::mend);
        }
        if (schema.getItems() != null) {
            mend(schema.getItems());
        }
    }

    /** A nullable value is written as "all of one schema", which says "object" too, or "null" beside a reference. */
    private static void mendTypes(Schema<?> schema) {
        if (schema.getAllOf() == null || schema.getAllOf().size() > 1) {
            return;
        }
        Schema<?> value = schema.getAllOf().getFirst();
        if (value.get$ref() == null) {
            absorb(schema, value);
        } else if (isNullable(schema)) {
            schema.allOf(null).types(null).type(null);
            schema.anyOf(List.of(value, new Schema<>().type(NULL).types(Set.of(NULL))));
        }
    }

    private static boolean isNullable(Schema<?> schema) {
        return schema.getTypes() != null && schema.getTypes().contains(NULL);
    }

    private static void absorb(Schema<?> schema, Schema<?> value) {
        schema.allOf(null).types(value.getTypes()).format(value.getFormat());
        if (schema.getTypes() != null && schema.getTypes().size() > 2) {
            without(schema, "object");
        }
        schema.setItems(value.getItems());
        schema.setMaxItems(schema.getMaxItems() == null ? value.getMaxItems() : schema.getMaxItems());
        schema.setAdditionalProperties(value.getAdditionalProperties());
        schema.setMaxLength(schema.getMaxLength() == null ? value.getMaxLength() : schema.getMaxLength());
        schema.setMinLength(schema.getMinLength() == null ? value.getMinLength() : schema.getMinLength());
        schema.setPattern(schema.getPattern() == null ? value.getPattern() : schema.getPattern());
    }

    private static void without(Schema<?> schema, String type) {
        if (schema.getTypes() != null) {
            Set<String> others = new LinkedHashSet<>(schema.getTypes());
            others.remove(type);
            schema.types(others.isEmpty() ? null : others);
        }
    }
}
