-- New keys, further scopes, or another way in of a machine wait for a second person, whoever writes them and however; taking keys or scopes
-- away waits for nobody. Who proposed them comes from emr.context, as for the trail.
CREATE OR REPLACE FUNCTION public.client_waits_for_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT'
     OR NEW.jwks_url IS DISTINCT FROM OLD.jwks_url
     OR NEW.jwks IS NOT NULL AND NOT coalesce(OLD.jwks @> NEW.jwks, false)
     OR NOT NEW.scopes <@ OLD.scopes
     OR NEW.hl7v2 IS NOT NULL AND NEW.hl7v2 IS DISTINCT FROM OLD.hl7v2 THEN
    NEW.proposed_by := (nullif(current_setting('emr.context', true), '')::jsonb->>'actorId')::uuid;
    NEW.approved_by := NULL;
    NEW.approved_at := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER client_waits_for_approval BEFORE INSERT OR UPDATE ON public.machine_client
  FOR EACH ROW EXECUTE FUNCTION public.client_waits_for_approval();
