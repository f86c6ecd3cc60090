package dev.statehouse.monitor;

import dev.statehouse.data.operation.NotMeasured;
import dev.statehouse.data.operation.Threshold;
import jakarta.inject.Singleton;

/** What has a threshold and is not the monitor's to measure, so that nobody takes its silence for health. */
@Singleton
final class ElsewhereProbe implements Probe {

    @Override
    public String check() {
        return "elsewhere";
    }

    @Override
    public boolean asksTheDatabase() {
        return false;
    }

    @Override
    public void measure(Findings findings) {
        findings.miss(new NotMeasured(
                Threshold.API_LATENCY.check(),
                "the gateway measures it: " + Threshold.API_LATENCY.alarm() + " watches",
                true));
    }
}
