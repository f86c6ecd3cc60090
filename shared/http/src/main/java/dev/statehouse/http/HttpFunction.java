package dev.statehouse.http;

/** The way of a request from an event to a controller and back. */
public final class HttpFunction {
    private HttpFunction() {}
}
