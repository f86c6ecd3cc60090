-- How many searches by a vector took how long, by minutes: from them the monitor tells the p95. Of no workspace.
CREATE TABLE operations.search_times (
    minute timestamptz NOT NULL,
    -- Each tells of times a tenth longer than the one before; 0 of those up to 500 ms.
    bucket smallint NOT NULL,
    searches bigint NOT NULL,
    PRIMARY KEY (minute, bucket),
    CONSTRAINT searches_are_counted CHECK (searches > 0)
);
