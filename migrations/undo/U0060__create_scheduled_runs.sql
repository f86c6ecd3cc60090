DROP TABLE operations.scheduled_runs;
REVOKE USAGE ON SCHEMA operations
    FROM statehouse_app, statehouse_worker, statehouse_cleanup, statehouse_maintenance, statehouse_backup, statehouse_monitor;
REVOKE USAGE ON SCHEMA app FROM statehouse_cleanup, statehouse_maintenance;
