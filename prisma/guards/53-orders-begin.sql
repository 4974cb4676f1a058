-- An order begins as a draft, or signed: what came to an end before it began is no order. The tables' owner copies and restores whatever there was.
CREATE OR REPLACE FUNCTION public.refuse_ended_order() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF row_security_active('public.service_order'::regclass) THEN
    RAISE EXCEPTION 'an order begins as a draft or signed, not %', NEW.status USING ERRCODE = 'EM004';
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER a_order_begins BEFORE INSERT ON public.service_order FOR EACH ROW
  WHEN (NEW.status NOT IN ('draft', 'active'))
  EXECUTE FUNCTION public.refuse_ended_order();
