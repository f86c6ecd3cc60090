package dev.statehouse.http;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives a controller its {@link Person}, or refuses the request. */
@Singleton
final class PersonBinder implements TypedRequestArgumentBinder<Person> {

    private static final Argument<Person> TYPE = Argument.of(Person.class);

    @Override
    public Argument<Person> argumentType() {
        return TYPE;
    }

    @Override
    public BindingResult<Person> bind(ArgumentConversionContext<Person> context, HttpRequest<?> request) {
        Person person = Identity.of(request).person();
        return () -> Optional.of(person);
    }
}
