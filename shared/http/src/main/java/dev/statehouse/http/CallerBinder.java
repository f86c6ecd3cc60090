package dev.statehouse.http;

import io.micronaut.core.convert.ArgumentConversionContext;
import io.micronaut.core.type.Argument;
import io.micronaut.http.HttpMethod;
import io.micronaut.http.HttpRequest;
import io.micronaut.http.bind.binders.TypedRequestArgumentBinder;
import io.micronaut.web.router.RouteAttributes;
import jakarta.inject.Singleton;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

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
        Caller caller = caller(request);
        Role needed = needed(request);
        if (!caller.mayActAs(needed)) {
            throw new RequestError(ProblemType.FORBIDDEN, "this needs the role '" + needed.label() + "'", List.of());
        }
        return () -> Optional.of(caller);
    }

    private static Caller caller(HttpRequest<?> request) {
        Map<String, @Nullable String> identity = request instanceof HttpEventRequest<?> event
                ? event.getNativeRequest().identity()
                : Map.of();
        String workspaceId = identity.get("workspaceId");
        String keyId = identity.get("keyId");
        Role role = Role.named(identity.get("role"));
        if (workspaceId == null || keyId == null || role == null) {
            throw new RequestError(ProblemType.UNAUTHENTICATED, why(identity.get("denied")), List.of());
        }
        String person = identity.get("userId");
        return new Caller(
                UUID.fromString(workspaceId),
                UUID.fromString(keyId),
                role,
                person == null || person.isEmpty() ? null : UUID.fromString(person));
    }

    private static String why(@Nullable String denied) {
        return switch (denied == null ? "" : denied) {
            case "missing" -> "send an API key: 'Authorization: Bearer sth_…'";
            case "expired" -> "the API key has expired";
            case "revoked" -> "the API key was revoked";
            case "unavailable" -> "credentials can't be checked right now";
            default -> "the API key is not valid";
        };
    }

    private static Role needed(HttpRequest<?> request) {
        boolean reads = request.getMethod() == HttpMethod.GET || request.getMethod() == HttpMethod.HEAD;
        return RouteAttributes.getRouteInfo(request)
                .flatMap(route -> route.getAnnotationMetadata().enumValue(RequiresRole.class, Role.class))
                .orElse(reads ? Role.VIEWER : Role.EDITOR);
    }
}
