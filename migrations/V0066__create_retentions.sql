-- How long the partitions of a table are kept. Those of a table that is not here are kept for ever.

CREATE TABLE operations.retentions (
    -- A partitioned table of schema `app`.
    relation name PRIMARY KEY,
    -- A partition goes once its end lies further back.
    keep_months integer NOT NULL,
    -- Whether its rows are put away in the bucket before it goes.
    archive boolean NOT NULL,
    updated_at timestamptz NOT NULL DEFAULT now(),
    created_at timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT months_are_few CHECK (keep_months BETWEEN 1 AND 1200),
    -- Without its oldest entries the chain of the audit log could not be verified.
    CONSTRAINT the_audit_log_is_kept CHECK (relation <> 'audit_entries')
);

INSERT INTO operations.retentions (relation, keep_months, archive) VALUES ('finished_jobs', 3, false);
