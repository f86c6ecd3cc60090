package dev.statehouse.mail;

/**
 * A message in plain text.
 *
 * @param to one address, without line ends
 * @param subject one line of ASCII
 */
public record Mail(String to, String subject, String text) {

    /** Without the text, for a log would keep its token. */
    @Override
    public String toString() {
        return "message: " + subject;
    }
}
