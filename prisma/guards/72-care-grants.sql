-- Nobody lets themselves, or is let, into their own record: it is not for the staff account, whatever the service says.
CREATE OR REPLACE FUNCTION public.refuse_grant_of_own_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF EXISTS (SELECT FROM public.staff_member s WHERE s.patient_id = NEW.patient_id AND s.id IN (NEW.staff_id, NEW.granted_by)) THEN
    RAISE EXCEPTION 'grant violates constraint "access_grant_own_record": it is about the record of who gives or gets it'
      USING ERRCODE = 'check_violation', CONSTRAINT = 'access_grant_own_record';
  END IF;
  RETURN NEW;
END $$;
CREATE OR REPLACE TRIGGER access_grant_own_record BEFORE INSERT OR UPDATE OF patient_id, staff_id, granted_by ON public.access_grant
  FOR EACH ROW EXECUTE FUNCTION public.refuse_grant_of_own_record();
