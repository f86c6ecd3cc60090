package dev.statehouse.localstack.gateway;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What only the local stack serves: the API's description, its browsable page and a sign of life. */
final class LocalPages {
    private final OpenApiDocument openApi;
    private final SwaggerUi swaggerUi;
    private final MailFolder mail;

    LocalPages(OpenApiDocument openApi, SwaggerUi swaggerUi, MailFolder mail) {
        this.openApi = openApi;
        this.swaggerUi = swaggerUi;
        this.mail = mail;
    }

    Optional<Answer> answer(ClientRequest request) throws IOException {
        if (!request.method().equals("GET") && !request.method().equals("HEAD")) {
            return Optional.empty();
        }
        return switch (request.path()) {
            case "/_localstack/health" -> Optional.of(json("{\"status\":\"ready\"}".getBytes(StandardCharsets.UTF_8)));
            case "/openapi.json" -> Optional.of(json(openApi.json()));
            case "/docs" -> Optional.of(new Answer(302, Map.of("location", "/docs/"), List.of(), new byte[0]));
            case "/docs/mail" -> Optional.of(mail.list());
            default ->
                request.path().startsWith("/docs/")
                        ? swaggerUi.file(request.path().substring("/docs/".length()))
                        : Optional.empty();
        };
    }

    private static Answer json(byte[] body) {
        return Answer.json(200, body);
    }
}
