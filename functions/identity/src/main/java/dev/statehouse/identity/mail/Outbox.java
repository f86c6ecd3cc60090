package dev.statehouse.identity.mail;

import dev.statehouse.mail.Mail;
import dev.statehouse.mail.Mailer;
import jakarta.inject.Singleton;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends messages once what they tell of is committed. A message that can't be sent changes no answer: else the answer would
 * tell which addresses there are. It is logged without address and text; people can ask for another.
 */
@Singleton
public final class Outbox {

    private static final Logger LOG = LoggerFactory.getLogger(Outbox.class);

    private final Optional<Mailer> mailer;

    Outbox(Optional<Mailer> mailer) {
        this.mailer = mailer;
    }

    public void send(Mail mail) {
        if (mailer.isEmpty()) {
            LOG.error("Neither MAIL_FROM nor MAIL_FOLDER is set, so no message is sent");
            return;
        }
        try {
            mailer.get().send(mail);
        } catch (RuntimeException failed) {
            // The exception's own text may quote the address.
            LOG.error("A message could not be sent: {}", failed.getClass().getName());
        }
    }
}
