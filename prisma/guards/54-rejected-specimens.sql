-- What was said of a specimen is not lost: a collection is taken back only by rejecting the specimen, which is added behind those that were
-- rejected before, of an order in force, and leaves it waiting for another one. The tables' owner copies and restores whatever there was.
CREATE OR REPLACE FUNCTION public.keep_rejected_specimens() RETURNS trigger LANGUAGE plpgsql AS $$
DECLARE
  before jsonb := coalesce(OLD.rejected_specimens, '[]');
  after jsonb := coalesce(NEW.rejected_specimens, '[]');
  kept integer := jsonb_array_length(before);
BEGIN
  IF NOT row_security_active('public.service_order'::regclass) THEN
    RETURN NEW;
  END IF;
  IF after = before THEN
    RAISE EXCEPTION 'the collection for order % is taken back by a rejected specimen only', OLD.id USING ERRCODE = 'EM004';
  END IF;
  IF jsonb_array_length(after) <> kept + 1 OR NEW.status <> 'active' OR OLD.status <> 'active'
     OR num_nonnulls(OLD.collected_at, OLD.started_at) = 0 OR num_nonnulls(NEW.collected_at, NEW.collected_by, NEW.started_at) > 0
     OR (SELECT coalesce(jsonb_agg(one ORDER BY place), '[]') FROM jsonb_array_elements(after) WITH ORDINALITY of (one, place) WHERE place <= kept) <> before THEN
    RAISE EXCEPTION 'order % takes no such rejected specimen', OLD.id USING ERRCODE = 'EM004';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER a_rejected_specimens_stay BEFORE UPDATE ON public.service_order FOR EACH ROW
  WHEN (NEW.rejected_specimens IS DISTINCT FROM OLD.rejected_specimens OR (OLD.collected_at IS NOT NULL AND NEW.collected_at IS NULL)
    OR (OLD.started_at IS NOT NULL AND NEW.started_at IS NULL))
  EXECUTE FUNCTION public.keep_rejected_specimens();
