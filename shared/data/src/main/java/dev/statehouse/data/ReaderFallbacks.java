package dev.statehouse.data;

import io.micronaut.context.annotation.Property;
import jakarta.inject.Singleton;
import java.io.PrintStream;
import java.time.Clock;
import java.time.Instant;

/**
 * Counts reads that the writer answered in the reader's stead: each is a line of the log, from which CloudWatch reads it (Amazon
 * CloudWatch User Guide, "Specification: Embedded metric format"). Thread-safe.
 */
@Singleton
final class ReaderFallbacks {

    private final String function;
    private final Clock clock;
    private final PrintStream log;

    /** @param function as Lambda names it, which tells one installation's from another's */
    ReaderFallbacks(@Property(name = "aws.lambda.function.name", defaultValue = "local") String function, Clock clock) {
        this.function = function;
        this.clock = clock;
        // A logger would wrap the line, and CloudWatch reads it only as it is.
        this.log = System.out;
    }

    /** @param reason SQLSTATE of the failure, or words of ours */
    void count(String reason) {
        log.println(line(clock.instant(), function, reason));
    }

    static String line(Instant at, String function, String reason) {
        return """
                {"_aws":{"Timestamp":%d,"CloudWatchMetrics":[{"Namespace":"Statehouse","Dimensions":[["Function"]],\
                "Metrics":[{"Name":"ReaderFallbacks","Unit":"Count"}]}]},\
                "Function":"%s","ReaderFallbacks":1,"reason":"%s"}""".formatted(at.toEpochMilli(), function, reason);
    }
}
