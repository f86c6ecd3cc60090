package dev.statehouse.localstack.template;

/** The template says something that the local gateway cannot do; the message names the place in it. */
public final class TemplateError extends RuntimeException {
    TemplateError(String message) {
        super(message);
    }
}
