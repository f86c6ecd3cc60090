package dev.statehouse.mail;

import dev.statehouse.data.Ids;
import io.micronaut.context.annotation.Property;
import io.micronaut.context.annotation.Requires;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Puts each message as a file into the folder that {@code MAIL_FOLDER} names, instead of sending it: for the local stack and
 * for tests. The names sort by time; only their owner may read them, for they hold tokens.
 */
@Singleton
@Requires(property = "mail.folder")
final class FolderMailer implements Mailer {

    private final Path folder;
    private final Clock clock;

    FolderMailer(@Property(name = "mail.folder") String folder, Clock clock) {
        this.folder = Path.of(folder);
        this.clock = clock;
    }

    @Override
    public void send(Mail mail) {
        String date =
                DateTimeFormatter.RFC_1123_DATE_TIME.format(clock.instant().atOffset(ZoneOffset.UTC));
        String content =
                "To: %s\r\nSubject: %s\r\nDate: %s\r\nMIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\n\r\n%s\r\n"
                        .formatted(mail.to(), mail.subject(), date, mail.text().replace("\n", "\r\n"));
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            String name = Ids.next().toString();
            Path unfinished = Files.createFile(
                    folder.resolve(name + ".new"),
                    PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(unfinished, content, StandardCharsets.UTF_8);
            Files.move(unfinished, folder.resolve(name + ".eml"), StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException unwritable) {
            throw new UncheckedIOException(unwritable);
        }
    }
}
