package dev.statehouse.data;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.statehouse.data.project.Projects;
import dev.statehouse.testing.Rows;
import dev.statehouse.testing.TestDatabase;
import io.micronaut.context.ApplicationContext;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What CloudWatch counts of reads that the writer answers in the reader's stead. */
class ReaderFallbacksTest {

    @Test
    void aLineIsInTheEmbeddedMetricFormat() throws IOException {
        JsonNode line = JsonMapper.builder()
                .build()
                .readTree(ReaderFallbacks.line(Instant.ofEpochMilli(1_700_000_000_123L), "search", "57P01"));
        assertEquals(1_700_000_000_123L, line.at("/_aws/Timestamp").asLong());
        JsonNode directive = line.at("/_aws/CloudWatchMetrics/0");
        assertEquals("Statehouse", directive.path("Namespace").asText());
        String metric = directive.at("/Metrics/0/Name").asText();
        assertEquals(1, line.path(metric).asInt());
        assertEquals(
                "search", line.path(directive.at("/Dimensions/0/0").asText()).asText());
        assertEquals("57P01", line.path("reason").asText());
    }

    @Test
    void eachReadIsCountedWithItsReason() throws IOException {
        int port;
        try (ServerSocket closed = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = closed.getLocalPort();
        }
        PrintStream before = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        try (TestDatabase database = TestDatabase.fresh()) {
            Map<String, Object> properties = database.properties("statehouse_app");
            properties.put("database.reader.host", "localhost");
            properties.put("database.reader.port", port);
            properties.put("database.reader.connection-timeout-ms", 300);
            System.setOut(new PrintStream(printed, true, StandardCharsets.UTF_8));
            try (ApplicationContext context = ApplicationContext.run(properties)) {
                TestTenant tenant = TestTenant.of(new Rows(database).workspace());
                Projects projects = context.getBean(Projects.class);
                for (int i = 0; i < 2; i++) {
                    context.getBean(Workspaces.class).read(tenant, ReadFrom.anywhere(), () -> projects.list(null, 1));
                }
            }
        } finally {
            System.setOut(before);
        }
        String lines = printed.toString(StandardCharsets.UTF_8);
        assertTrue(lines.contains("\"ReaderFallbacks\":1,\"reason\":\"08001\""), lines);
        assertTrue(lines.contains("\"ReaderFallbacks\":1,\"reason\":\"left alone\""), lines);
    }
}
