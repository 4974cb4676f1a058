-- Another receiver of what happens here, another address or more topics wait for a second person, whoever writes them and however; less waits for
-- nobody. Who proposed them comes from emr.context, as for the trail.
CREATE OR REPLACE FUNCTION public.subscription_waits_for_approval() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'INSERT' OR (NEW.client_id, NEW.channel, NEW.address, NEW.application, NEW.facility)
       IS DISTINCT FROM (OLD.client_id, OLD.channel, OLD.address, OLD.application, OLD.facility) OR NOT NEW.topics <@ OLD.topics THEN
    -- A machine may ask to be told itself; a person approves it all the same.
    NEW.proposed_by := (SELECT (said->>'actorId')::uuid FROM (SELECT nullif(current_setting('emr.context', true), '')::jsonb AS said) context
      WHERE said->>'actorKind' = 'staff');
    NEW.approved_by := NULL;
    NEW.approved_at := NULL;
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER subscription_waits_for_approval BEFORE INSERT OR UPDATE ON public.subscription
  FOR EACH ROW EXECUTE FUNCTION public.subscription_waits_for_approval();
