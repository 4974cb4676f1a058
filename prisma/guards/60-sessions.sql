-- A revoked session ends at once in every process: they listen for its id.
CREATE OR REPLACE FUNCTION public.announce_revoked_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.revoked_at IS NOT NULL AND OLD.revoked_at IS NULL THEN
    PERFORM pg_notify('session_revoked', NEW.id::text);
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER announce_revoked_session AFTER UPDATE ON public.session
  FOR EACH ROW EXECUTE FUNCTION public.announce_revoked_session();
