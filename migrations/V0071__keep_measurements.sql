-- What the monitor found, a row for each of its runs, for 30 days: what the health answer and the projections are made of.

CREATE TABLE operations.measurements (
    measured_at timestamptz PRIMARY KEY,
    -- One word for all of it.
    status text NOT NULL,
    -- What stands behind the word: [{"check", "severity", "detail", "value", "threshold"}].
    reasons jsonb NOT NULL,
    -- What could not be measured, and why: [{"check", "detail", "isExpected"}].
    not_measured jsonb NOT NULL,
    -- Numbers by name; where one has parts, an object of numbers by part.
    metrics jsonb NOT NULL,
    -- Where the server's own counters stood, so that the next run can tell what came since.
    counters jsonb NOT NULL,
    -- In a column of its own for the projection, which reads it from many rows.
    database_bytes bigint,
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT status_is_a_word CHECK (status IN ('healthy', 'degraded', 'failing')),
    CONSTRAINT reasons_are_a_list CHECK (jsonb_typeof(reasons) = 'array'),
    CONSTRAINT not_measured_is_a_list CHECK (jsonb_typeof(not_measured) = 'array'),
    CONSTRAINT metrics_are_an_object CHECK (jsonb_typeof(metrics) = 'object'),
    CONSTRAINT counters_are_an_object CHECK (jsonb_typeof(counters) = 'object'),
    CONSTRAINT a_row_is_bounded CHECK (
        length(reasons::text) + length(not_measured::text) + length(metrics::text) + length(counters::text) <= 100000)
);
