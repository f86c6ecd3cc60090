DROP FUNCTION IF EXISTS app.event_types();
