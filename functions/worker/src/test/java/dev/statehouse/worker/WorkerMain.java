package dev.statehouse.worker;

import dev.statehouse.data.DataError;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.schedule.Deadline;
import dev.statehouse.schedule.Run;
import io.micronaut.context.ApplicationContext;
import io.micronaut.data.connection.ConnectionOperations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A worker in a process of its own, which works until it is killed. Its settings are lines of its input, up to an empty one; when the
 * input ends, so does the worker, for whoever started it is gone.
 */
final class WorkerMain {

    /** The argument of one that ends once nothing is due. */
    static final String ONCE = "once";

    /** Said before each job. */
    static final String BEGUN = "begun";

    /** Said after each, whatever became of it. */
    static final String ENDED = "ended";

    private WorkerMain() {}

    /** Called by the process that kills this one. */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        Map<String, Object> settings = new LinkedHashMap<>();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null && !line.isEmpty(); line = input.readLine()) {
            settings.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        Thread.ofPlatform().daemon().start(() -> endWith(input));
        Relay relay = new Relay();
        try (ApplicationContext context = WorkerDatabase.worker(settings, null, relay)) {
            relay.to(context);
            Worker worker = context.getBean(Worker.class);
            do {
                work(worker);
                Thread.sleep(50);
            } while (!List.of(arguments).contains(ONCE));
        }
    }

    private static void endWith(BufferedReader input) {
        try {
            input.transferTo(Writer.nullWriter());
        } catch (IOException broken) {
            System.out.println(broken.getMessage());
        }
        Runtime.getRuntime().halt(1);
    }

    private static void work(Worker worker) {
        try {
            System.out.println(worker.run(new Run(Instant.now(), false, Deadline.in(Duration.ofSeconds(20)))));
        } catch (DataError | IllegalStateException away) {
            System.out.println(away.getMessage());
        }
    }

    /** A tally that gets its connections from the context that it is a bean of. */
    private static final class Relay implements JobHandler<Tally.Mark> {

        private volatile @Nullable Tally tally;

        @SuppressWarnings("unchecked")
        void to(ApplicationContext context) {
            tally = new Tally(context.getBean(ConnectionOperations.class));
        }

        @Override
        public JobKind<Tally.Mark> kind() {
            return Tally.KIND;
        }

        @Override
        public void run(RunningJob job, Tally.Mark payload) {
            System.out.println(BEGUN);
            try {
                Objects.requireNonNull(tally).run(job, payload);
            } finally {
                System.out.println(ENDED);
            }
        }
    }
}
