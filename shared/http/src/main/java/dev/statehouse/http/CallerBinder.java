package dev.statehouse.http;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.util.Optional;

/** Gives a controller its {@link Caller}, or refuses the request. */
@Singleton
final class CallerBinder implements TypedRequestArgumentBinder<Caller> {

    private static final Argument<Caller> TYPE = Argument.of(Caller.class);

    @Override
    public Argument<Caller> argumentType() {
        return TYPE;
    }

    @Override
    public BindingResult<Caller> bind(ArgumentConversionContext<Caller> context, HttpRequest<?> request) {
        Caller caller = Identity.of(request).caller();
        Permission needed = needed(request);
        if (!caller.may(needed)) {
            throw RequestError.forbidden(caller, needed);
        }
        return () -> Optional.of(caller);
    }

    private static Permission needed(HttpRequest<?> request) {
        return RouteAttributes.getRouteInfo(request)
                .flatMap(route -> route.getAnnotationMetadata().enumValue(Permitted.class, Permission.class))
                .orElseThrow(() -> new IllegalStateException("an operation that takes a Caller has no @Permitted"));
    }
}
