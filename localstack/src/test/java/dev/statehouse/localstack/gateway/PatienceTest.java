package dev.statehouse.localstack.gateway;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.statehouse.localstack.EchoStack;
import dev.statehouse.localstack.function.Functions;
import dev.statehouse.localstack.function.PoolSettings;
import dev.statehouse.localstack.template.LocalValues;
import dev.statehouse.localstack.template.Template;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PatienceTest {
    @Test
    void theGatewayWaitsThirtySeconds() {
        assertEquals(Duration.ofSeconds(30), Api.INTEGRATION_TIMEOUT);
    }

    @Test
    void afterThatItAnswers503WhileTheFunctionGoesOn(@TempDir Path directory) throws Exception {
        Template template = echo(directory);
        try (Functions functions = new Functions(
                template.functions().values(),
                PoolSettings.DEFAULT,
                directory,
                EchoStack.runtime(),
                URI.create("http://localhost:9"),
                Clock.systemUTC())) {
            Api api = new Api(new Router(template.routes()), functions, new EventWriter(0), Duration.ofMillis(600));
            FaultException fault = assertThrows(FaultException.class, () -> api.answer(request("sleep:2500")));

            assertEquals(GatewayFault.SERVICE_UNAVAILABLE, fault.fault());
            String status = functions.status().toString();
            assertTrue(status.contains("EchoFunction=[EchoFunction/1 ") && status.contains(" busy]"), status);
        }
    }

    private static Template echo(Path directory) throws IOException {
        EchoStack.writeArtefact(directory, Map.of());
        return Template.read(EchoStack.template(), new LocalValues(Map.of()), directory);
    }

    private static ClientRequest request(String what) {
        return new ClientRequest(
                "GET",
                "/echo",
                "",
                "HTTP/1.1",
                Map.of("x-do", List.of(what)),
                "127.0.0.1",
                new byte[0],
                Clock.systemUTC().instant(),
                "id",
                "trace");
    }
}
