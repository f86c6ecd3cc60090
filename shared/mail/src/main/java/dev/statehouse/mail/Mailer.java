package dev.statehouse.mail;

/** Carries messages to people. */
public interface Mailer {

    /**
     * Hands the message on, before it returns: a Lambda instance is frozen once its answer is out.
     *
     * @throws RuntimeException if it can't
     */
    void send(Mail mail);
}
