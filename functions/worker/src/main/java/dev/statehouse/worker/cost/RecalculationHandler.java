package dev.statehouse.worker.cost;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.cost.PriceRecalculation;
import dev.statehouse.data.cost.PriceRecalculations;
import dev.statehouse.data.cost.RecalculationJob;
import dev.statehouse.data.cost.RecalculationSteps;
import dev.statehouse.data.cost.RecalculationSteps.Place;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.worker.JobFailure;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import jakarta.inject.Singleton;

/** Previews a recalculation, or applies it, from where the attempt before came to an end. */
@Singleton
final class RecalculationHandler implements JobHandler<RecalculationJob> {

    private final Workspaces workspaces;
    private final PriceRecalculations recalculations;
    private final RecalculationSteps steps;

    RecalculationHandler(Workspaces workspaces, PriceRecalculations recalculations, RecalculationSteps steps) {
        this.workspaces = workspaces;
        this.recalculations = recalculations;
        this.steps = steps;
    }

    @Override
    public JobKind<RecalculationJob> kind() {
        return RecalculationJob.KIND;
    }

    @Override
    public void run(RunningJob job, RecalculationJob payload) {
        PriceRecalculation recalculation =
                workspaces.read(job.tenant(), () -> recalculations.find(payload.recalculationId()));
        if (recalculation == null) {
            throw JobFailure.lasting("there is no such recalculation");
        }
        Place place = workspaces.read(job.tenant(), () -> steps.reached(recalculation));
        while (!place.isOver()) {
            Place from = place;
            place = workspaces.statement(job.tenant(), () -> steps.step(recalculation, from));
            if (place.equals(from)) {
                throw JobFailure.passing("another attempt works on it");
            }
            job.progress(place.usages(), null, "calls of the model were looked at");
        }
    }
}
