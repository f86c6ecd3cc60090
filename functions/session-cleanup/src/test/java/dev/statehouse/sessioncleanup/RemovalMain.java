package dev.statehouse.sessioncleanup;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.removal.RemovalElsewhere;
import dev.statehouse.data.removal.RemovalStep;
import dev.statehouse.data.removal.RemovalSteps;
import io.micronaut.context.ApplicationContext;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Removes what is due in small batches, saying a word after each, in a process of its own that may be killed. */
final class RemovalMain {

    static final int ROWS = 40;

    /** Said after each batch. */
    static final String BATCH = "batch";

    private RemovalMain() {}

    /** Called by the test that kills it; reads its properties, up to an empty line. */
    public static void main(String[] arguments) throws IOException {
        Map<String, Object> properties = new LinkedHashMap<>();
        BufferedReader input = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (String line = input.readLine(); line != null && !line.isEmpty(); line = input.readLine()) {
            properties.put(line.substring(0, line.indexOf('=')), line.substring(line.indexOf('=') + 1));
        }
        try (ApplicationContext context = ApplicationContext.run(properties)) {
            Workspaces workspaces = context.getBean(Workspaces.class);
            RemovalSteps steps = context.getBean(RemovalSteps.class);
            for (RemovalStep step = next(workspaces, steps); !step.isNone(); step = next(workspaces, steps)) {
                if (step.isElsewhere()) {
                    context.getBean(RemovalElsewhere.class).goOn(step);
                }
                System.out.println(BATCH);
            }
        }
    }

    private static RemovalStep next(Workspaces workspaces, RemovalSteps steps) {
        return workspaces.writeOutside(() -> steps.next(ROWS));
    }
}
