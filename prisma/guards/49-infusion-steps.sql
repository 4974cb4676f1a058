-- The steps of an infusion follow each other: it begins, is set, paused and resumed, gets another bag, and ends once; nothing is done to it after its
-- end, and each at its time (src/clinical/infusions/infusion-course.rules.ts). Looked at when the transaction ends, so that a step can be put right: the wrong one is marked,
-- and the right one written. What the dose itself says is what its steps lead to. The tables' owner copies and restores whatever there was.
CREATE OR REPLACE FUNCTION public.infusion_follows() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  one record;
  about uuid := CASE TG_TABLE_NAME WHEN 'dose' THEN to_jsonb(NEW)->>'id' ELSE to_jsonb(NEW)->>'dose_id' END;
  state text := 'none';
  said text;
BEGIN
  IF NOT row_security_active('public.dose'::regclass) THEN
    RETURN NULL;
  END IF;
  FOR one IN SELECT kind FROM public.infusion_step WHERE dose_id = about AND status = 'final' ORDER BY at, number LOOP
    state := CASE
      WHEN state = 'none' AND one.kind = 'begin' THEN 'in-progress'
      WHEN state = 'in-progress' AND one.kind IN ('rate', 'bag') OR state = 'paused' AND one.kind = 'resume' THEN 'in-progress'
      WHEN state = 'in-progress' AND one.kind = 'pause' OR state = 'paused' AND one.kind = 'bag' THEN 'paused'
      WHEN state IN ('in-progress', 'paused') AND one.kind = 'stop' THEN 'stopped'
      WHEN state IN ('in-progress', 'paused') AND one.kind = 'end' THEN 'given'
    END;
    IF state IS NULL THEN
      RAISE EXCEPTION 'the infusion % cannot take the step % there', about, one.kind USING ERRCODE = 'EM004';
    END IF;
  END LOOP;
  SELECT status INTO said FROM public.dose WHERE id = about;
  IF state <> 'none' AND said <> state OR state = 'none' AND said IN ('in-progress', 'paused', 'stopped') THEN
    RAISE EXCEPTION 'the infusion % is % by its steps and not %', about, state, said USING ERRCODE = 'EM004';
  END IF;
  RETURN NULL;
END $$;

DO $$
BEGIN
  IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'infusion_follows' AND tgrelid = 'public.infusion_step'::regclass) THEN
    CREATE CONSTRAINT TRIGGER infusion_follows AFTER INSERT OR UPDATE ON public.infusion_step DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW EXECUTE FUNCTION public.infusion_follows();
  END IF;
  IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgname = 'infusion_follows' AND tgrelid = 'public.dose'::regclass) THEN
    CREATE CONSTRAINT TRIGGER infusion_follows AFTER INSERT OR UPDATE OF status ON public.dose DEFERRABLE INITIALLY DEFERRED
      FOR EACH ROW WHEN (NEW.status IN ('in-progress', 'paused', 'stopped')) EXECUTE FUNCTION public.infusion_follows();
  END IF;
END $$;
