package dev.statehouse.sessioncleanup;

import dev.statehouse.data.cleanup.DueRows;
import dev.statehouse.data.cleanup.PurgedRows;
import dev.statehouse.data.removal.RemovalElsewhere;
import dev.statehouse.data.removal.RemovalStep;
import dev.statehouse.data.removal.RemovalSteps;
import io.micronaut.core.annotation.Order;
import io.micronaut.core.order.Ordered;
import jakarta.inject.Singleton;

/**
 * Projects, workspaces and people that are removed for good, whoever asked for it: the last of the sweeps, for others begin
 * removals. Each has its own place, so a run goes on where the last one stopped, or was killed.
 */
@Singleton
@Order(Ordered.LOWEST_PRECEDENCE)
final class RemovalSweep implements Sweep {

    private final RemovalSteps steps;
    private final RemovalElsewhere elsewhere;

    RemovalSweep(RemovalSteps steps, RemovalElsewhere elsewhere) {
        this.steps = steps;
        this.elsewhere = elsewhere;
    }

    @Override
    public String name() {
        return "removals";
    }

    @Override
    public Batch next(PurgedRows before, int most) {
        RemovalStep step = steps.next(most);
        return new Batch(new PurgedRows((int) step.gone(), !step.isNone(), null, null), () -> {
            if (step.isElsewhere()) {
                elsewhere.goOn(step);
            }
        });
    }

    @Override
    public DueRows due(long most) {
        return steps.open(most);
    }
}
