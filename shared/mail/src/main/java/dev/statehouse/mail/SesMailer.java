package dev.statehouse.mail;

import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.annotation.PreDestroy;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.services.sesv2.SesV2Client;

/** Sends by Amazon SES, from the address that {@code MAIL_FROM} names, which SES must know as verified. */
@Singleton
@Requires(property = "mail.from")
@Requires(missingProperty = "mail.folder")
final class SesMailer implements Mailer {

    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final String from;
    private @Nullable SesV2Client client;

    @Inject
    SesMailer(@Property(name = "mail.from") String from) {
        this(from, null);
    }

    /** @param client null for one that is made at the first message */
    SesMailer(String from, @Nullable SesV2Client client) {
        this.from = from;
        this.client = client;
    }

    @Override
    public void send(Mail mail) {
        client().sendEmail(email -> email.fromEmailAddress(from)
                .destination(destination -> destination.toAddresses(mail.to()))
                .content(content -> content.simple(message -> message.subject(
                                subject -> subject.data(mail.subject()).charset("UTF-8"))
                        .body(body -> body.text(text -> text.data(mail.text()).charset("UTF-8"))))));
    }

    // At the first message, so that a snapshot holds neither credentials nor a connection.
    private synchronized SesV2Client client() {
        if (client == null) {
            client = SesV2Client.builder()
                    .httpClientBuilder(UrlConnectionHttpClient.builder()
                            .connectionTimeout(Duration.ofSeconds(2))
                            .socketTimeout(PATIENCE))
                    .overrideConfiguration(override -> override.apiCallTimeout(PATIENCE.multipliedBy(2)))
                    .build();
        }
        return client;
    }

    @PreDestroy
    synchronized void close() {
        if (client != null) {
            client.close();
        }
    }
}
