package dev.statehouse.worker.search;

import dev.statehouse.data.Workspaces;
import dev.statehouse.data.job.JobKind;
import dev.statehouse.data.search.SearchSettlement;
import dev.statehouse.data.search.SearchSettlements;
import dev.statehouse.worker.JobFailure;
import dev.statehouse.worker.JobHandler;
import dev.statehouse.worker.RunningJob;
import jakarta.inject.Singleton;
import org.jspecify.annotations.Nullable;

/** Brings a workspace's pieces into line with its search settings, batch after batch; where they are already, it does nothing. */
@Singleton
final class SearchSettlementHandler implements JobHandler<SearchSettlement> {

    // Each of 2,000 characters at most, which are read by a dictionary.
    private static final int PIECES_AT_ONCE = 200;
    private static final int TRIES = 2;

    private final Workspaces workspaces;
    private final SearchSettlements settlements;

    SearchSettlementHandler(Workspaces workspaces, SearchSettlements settlements) {
        this.workspaces = workspaces;
        this.settlements = settlements;
    }

    @Override
    public JobKind<SearchSettlement> kind() {
        return SearchSettlement.KIND;
    }

    @Override
    public void run(RunningJob job, SearchSettlement payload) {
        long done = 0;
        int tries = 0;
        while (true) {
            Integer pieces = next(job);
            if (pieces == null) {
                // The first time it only notes for whom to wait; most are gone by the second.
                if (++tries == TRIES) {
                    throw JobFailure.passing("changes that began before the settings changed are still under way");
                }
            } else if (pieces == 0) {
                return;
            } else {
                done += pieces;
                job.progress(done, null, "pieces are in line with the settings");
            }
        }
    }

    private @Nullable Integer next(RunningJob job) {
        return workspaces.statement(job.tenant(), () -> settlements.next(PIECES_AT_ONCE));
    }
}
