-- What a report said when it was issued stays as it was said.
CREATE OR REPLACE TRIGGER a_kept_version_stays BEFORE UPDATE OR DELETE ON public.diagnostic_report_version
  FOR EACH ROW EXECUTE FUNCTION public.refuse_change_of_kept_record();
