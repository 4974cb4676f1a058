-- A session that is revoked or locked ends at once in every process: they listen for its id.
CREATE OR REPLACE FUNCTION public.announce_revoked_session() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NEW.revoked_at IS NOT NULL AND OLD.revoked_at IS NULL THEN
    PERFORM pg_notify('session_revoked', NEW.id::text);
    -- Short sign-ins of the shift end with the full one.
    UPDATE public.session SET revoked_at = NEW.revoked_at WHERE parent_id = NEW.id AND revoked_at IS NULL;
  ELSIF NEW.locked_at IS NOT NULL AND OLD.locked_at IS NULL THEN
    PERFORM pg_notify('session_revoked', NEW.id::text);
  END IF;
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER announce_revoked_session AFTER UPDATE ON public.session
  FOR EACH ROW EXECUTE FUNCTION public.announce_revoked_session();

-- So does a session whose person left or lost a role: they ask again whether it is good.
CREATE OR REPLACE FUNCTION public.announce_sessions_in_doubt() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  person uuid := CASE TG_TABLE_NAME WHEN 'staff_member' THEN (to_jsonb(NEW)->>'id')::uuid
                                    ELSE (to_jsonb(NEW)->>'staff_id')::uuid END;
BEGIN
  PERFORM pg_notify('session_revoked', id::text) FROM public.session
    WHERE staff_id = person AND revoked_at IS NULL AND expires_at > now();
  RETURN NULL;
END $$;
CREATE OR REPLACE TRIGGER announce_sessions_in_doubt AFTER UPDATE ON public.staff_member
  FOR EACH ROW WHEN (NEW.status IS DISTINCT FROM OLD.status) EXECUTE FUNCTION public.announce_sessions_in_doubt();
CREATE OR REPLACE TRIGGER announce_sessions_in_doubt AFTER UPDATE ON public.staff_role
  FOR EACH ROW WHEN (NEW.revoked_at IS DISTINCT FROM OLD.revoked_at)
  EXECUTE FUNCTION public.announce_sessions_in_doubt();
