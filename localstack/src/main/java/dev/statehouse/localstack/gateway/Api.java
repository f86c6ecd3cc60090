package dev.statehouse.localstack.gateway;

import dev.statehouse.localstack.function.Functions;
import dev.statehouse.localstack.function.Outcome;
import java.time.Duration;

/** From a request to its answer: route, authorizer, function. */
final class Api {
    /** AWS: "Quotas for HTTP APIs": maximum integration timeout, not adjustable. */
    static final Duration INTEGRATION_TIMEOUT = Duration.ofSeconds(30);

    private final Router router;
    private final Functions functions;
    private final Authorizers authorizers;
    private final EventWriter events;
    private final Duration patience;

    Api(Router router, Functions functions, EventWriter events) {
        this(router, functions, events, INTEGRATION_TIMEOUT);
    }

    Api(Router router, Functions functions, EventWriter events, Duration patience) {
        this.router = router;
        this.functions = functions;
        this.authorizers = new Authorizers(functions, events);
        this.events = events;
        this.patience = patience;
    }

    Answer answer(ClientRequest request) throws FaultException, InterruptedException {
        Match match = router.match(request.method(), request.rawPath())
                .orElseThrow(() -> new FaultException(GatewayFault.NOT_FOUND));
        String context = authorizers.authorize(request, match);
        byte[] event = events.proxyEvent(request, match, context);
        String function = match.route().function();
        return answer(function, functions.invoke(function, event, request.traceId(), patience));
    }

    private Answer answer(String function, Outcome outcome) throws FaultException {
        return switch (outcome) {
            case Outcome.Answered answered -> answer(function, answered.payload());
            case Outcome.Failed _, Outcome.Crashed _, Outcome.TimedOut _ ->
                throw new FaultException(GatewayFault.FUNCTION_FAILED);
            case Outcome.Abandoned _ -> throw new FaultException(GatewayFault.SERVICE_UNAVAILABLE);
            case Outcome.Throttled _ -> throw new FaultException(GatewayFault.TOO_MANY_REQUESTS);
            case Outcome.TooLarge _ -> throw new FaultException(GatewayFault.BODY_TOO_LARGE);
        };
    }

    private Answer answer(String function, byte[] payload) throws FaultException {
        try {
            return FunctionAnswer.of(payload);
        } catch (FunctionAnswer.MalformedAnswer e) {
            functions.log(function, "the answer was refused: " + e.getMessage());
            throw new FaultException(GatewayFault.FUNCTION_FAILED);
        }
    }
}
