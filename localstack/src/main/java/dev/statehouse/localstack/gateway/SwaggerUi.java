package dev.statehouse.localstack.gateway;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/** Swagger UI out of its webjar, set to show {@code /openapi.json} and to ask no other server for anything. */
final class SwaggerUi {
    private static final Map<String, String> TYPES = Map.of(
            "html", "text/html;charset=UTF-8",
            "css", "text/css;charset=UTF-8",
            "js", "text/javascript;charset=UTF-8",
            "png", "image/png");
    private static final String START = """
            window.onload = function () {
              const mail = document.createElement("a");
              mail.href = "/docs/mail";
              mail.textContent = "Messages that this stack kept instead of sending them";
              mail.style = "display: block; margin: 1em; font-family: sans-serif";
              document.body.prepend(mail);
              window.ui = SwaggerUIBundle({
                url: "/openapi.json",
                dom_id: "#swagger-ui",
                validatorUrl: null,
                deepLinking: true,
                presets: [SwaggerUIBundle.presets.apis, SwaggerUIStandalonePreset],
                layout: "BaseLayout"
              });
            };
            """;

    private final String root;

    SwaggerUi() throws IOException {
        this.root = "/META-INF/resources/webjars/swagger-ui/" + version() + "/";
    }

    /** A file of the page; empty if there is none of that name. */
    Optional<Answer> file(String name) throws IOException {
        if (name.equals("swagger-initializer.js")) {
            return Optional.of(Answer.of(200, type(name), START.getBytes(StandardCharsets.UTF_8)));
        }
        String file = name.isEmpty() ? "index.html" : name;
        if (!file.matches("[\\w-]+(\\.[\\w-]+)+")) {
            return Optional.empty();
        }
        try (InputStream input = SwaggerUi.class.getResourceAsStream(root + file)) {
            return input == null ? Optional.empty() : Optional.of(Answer.of(200, type(file), input.readAllBytes()));
        }
    }

    private static String version() throws IOException {
        try (InputStream input =
                SwaggerUi.class.getResourceAsStream("/META-INF/maven/org.webjars/swagger-ui/pom.properties")) {
            Properties properties = new Properties();
            if (input != null) {
                properties.load(input);
            }
            return properties.getProperty("version", "absent");
        }
    }

    private static String type(String file) {
        return TYPES.getOrDefault(file.substring(file.lastIndexOf('.') + 1), "application/octet-stream");
    }
}
