-- A medicine leaves the pharmacy for an order in force only, after a pharmacist has verified it or put another product in its place.
CREATE OR REPLACE FUNCTION public.require_verified_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF NOT EXISTS (SELECT FROM public.pharmacy_review r JOIN public.service_order o ON o.id = r.order_id
      WHERE r.order_id = NEW.order_id AND r.patient_id = NEW.patient_id AND r.status IN ('verified', 'substituted')
        AND o.kind = 'medication' AND o.status = 'active') THEN
    RAISE EXCEPTION 'order % is not verified by the pharmacy, or not in force', NEW.order_id USING ERRCODE = 'check_violation', CONSTRAINT = 'dispensing_verified';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER require_verified_order BEFORE INSERT ON dispensing FOR EACH ROW EXECUTE FUNCTION public.require_verified_order();
