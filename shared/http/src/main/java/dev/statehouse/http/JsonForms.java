package dev.statehouse.http;

import dev.statehouse.data.Json;
import io.micronaut.context.annotation.Factory;
import io.micronaut.core.annotation.AnnotationValue;
import io.micronaut.validation.validator.constraints.ConstraintValidator;
import io.micronaut.validation.validator.constraints.ConstraintValidatorContext;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Tells whether JSON has its {@link JsonForm}. */
@Factory
final class JsonForms {

    private static final int MOST = 100_000;

    @Singleton
    ConstraintValidator<JsonForm, Json> jsonForm() {
        return JsonForms::isValid;
    }

    private static boolean isValid(
            @Nullable Json json, AnnotationValue<JsonForm> form, ConstraintValidatorContext context) {
        if (json == null) {
            return true;
        }
        boolean orArray = form.booleanValue("orArray").orElse(false);
        if (!json.text().startsWith("{") && !(orArray && json.text().startsWith("["))) {
            context.messageTemplate(orArray ? "must be a JSON object or array" : "must be a JSON object");
            return false;
        }
        int most = form.intValue("most").orElse(MOST);
        if (json.text().length() > most) {
            context.messageTemplate("must have at most " + most + " characters of JSON");
            return false;
        }
        return true;
    }
}
