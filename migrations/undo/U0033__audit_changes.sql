DO $$
DECLARE
    audit record;
BEGIN
    FOR audit IN
        SELECT tgrelid::regclass AS audited, tgname FROM pg_trigger WHERE tgfoid = 'app.write_audit_entries()'::regprocedure
    LOOP
        EXECUTE format('DROP TRIGGER %I ON %s', audit.tgname, audit.audited);
    END LOOP;
END
$$;
DROP PROCEDURE app.audit_changes(regclass, text[], text[], regclass, name);
DROP FUNCTION app.write_audit_entries(), app.audited_columns(regclass, text, text[]), app.append_audit_entries(app.audit_change[]);
DROP TYPE app.audit_change;
