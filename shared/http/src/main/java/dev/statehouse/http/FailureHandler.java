package dev.statehouse.http;

import io.micronaut.http.HttpRequest;
import io.micronaut.http.HttpResponse;
import io.micronaut.http.annotation.Produces;
import io.micronaut.http.server.exceptions.ExceptionHandler;
import io.micronaut.http.server.exceptions.response.ErrorContext;
import jakarta.inject.Singleton;

/** Leads every exception that has no handler of its own to {@link Problems}. */
@Singleton
@Produces(Problem.MEDIA_TYPE)
final class FailureHandler implements ExceptionHandler<RuntimeException, HttpResponse<?>> {

    private final Problems problems;

    FailureHandler(Problems problems) {
        this.problems = problems;
    }

    @Override
    public HttpResponse<?> handle(@SuppressWarnings("rawtypes") HttpRequest request, RuntimeException failure) {
        return problems.processResponse(
                ErrorContext.builder(request).cause(failure).build(), HttpResponse.serverError());
    }
}
