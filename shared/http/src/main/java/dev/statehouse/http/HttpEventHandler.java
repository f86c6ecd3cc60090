package dev.statehouse.http;

import io.micronaut.context.ApplicationContext;
import io.micronaut.core.convert.ConversionService;
import io.micronaut.function.BinaryTypeConfiguration;
import io.micronaut.servlet.http.BodyBuilder;
import io.micronaut.servlet.http.ServletExchange;
import io.micronaut.servlet.http.ServletHttpHandler;

/** Runs events through Micronaut's router. */
final class HttpEventHandler extends ServletHttpHandler<HttpEvent, HttpResult> {

    private static final HttpResult NONE = new HttpResult(500, java.util.Map.of(), java.util.List.of(), "", false);

    private final ConversionService conversions;
    private final BodyBuilder bodies;
    private final BinaryTypeConfiguration binaryTypes;

    HttpEventHandler(ApplicationContext context) {
        super(SilentContext.of(context), context.getBean(ConversionService.class));
        this.conversions = context.getBean(ConversionService.class);
        this.bodies = context.getBean(BodyBuilder.class);
        this.binaryTypes = context.getBean(BinaryTypeConfiguration.class);
    }

    HttpResult answer(HttpEvent event) {
        return exchange(event, NONE).getResponse().getNativeResponse();
    }

    @Override
    protected ServletExchange<HttpEvent, HttpResult> createExchange(HttpEvent event, HttpResult none) {
        return new HttpEventRequest<>(event, new HttpEventResponse<>(conversions, binaryTypes), conversions, bodies);
    }
}
