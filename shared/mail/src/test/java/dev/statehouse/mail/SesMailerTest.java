package dev.statehouse.mail;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.statehouse.testing.Moto;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** Against moto's SES. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SesMailerTest {

    private static final String FROM = "state@example.org";

    private @Nullable Moto moto;
    private URI endpoint;

    @BeforeAll
    void start() throws IOException, InterruptedException {
        moto = Moto.start();
        endpoint = moto.endpoint();
    }

    @AfterAll
    void stop() {
        if (moto != null) {
            moto.close();
        }
    }

    private static SesV2Client client(URI endpoint) {
        return SesV2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_CENTRAL_1)
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("test", "test")))
                .httpClientBuilder(UrlConnectionHttpClient.builder())
                .build();
    }

    /** All that moto holds. */
    private JsonNode data() throws IOException {
        try (InputStream data = endpoint.resolve("/moto-api/data.json").toURL().openStream()) {
            return new ObjectMapper().readTree(data);
        }
    }

    @Test
    void aMessageArrivesAsItWasWritten() throws IOException {
        Mail mail = new Mail("ada@example.org", "Prüfung", "Your token: stm_1\nand a second line");
        try (SesV2Client client = client(endpoint)) {
            client.createEmailIdentity(identity -> identity.emailIdentity(FROM));
            new SesMailer(FROM, client).send(mail);
        }
        JsonNode sent = data().path("ses").path("Message");
        assertEquals(1, sent.size(), sent.toString());
        assertEquals(FROM, sent.at("/0/source").asText());
        assertEquals("ada@example.org", sent.at("/0/destinations/ToAddresses/0").asText());
        assertEquals(mail.subject(), sent.at("/0/subject").asText());
        assertEquals(mail.text(), sent.at("/0/body").asText());
    }

    @Test
    void whatCantBeSentIsAnError() throws IOException {
        URI nobody = URI.create("http://127.0.0.1:" + Moto.freePort());
        try (SesV2Client client = client(nobody)) {
            SesMailer mailer = new SesMailer(FROM, client);
            assertThrows(SdkException.class, () -> mailer.send(new Mail("ada@example.org", "s", "t")));
        }
    }
}
