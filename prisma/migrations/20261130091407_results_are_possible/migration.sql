-- What a report and its values can be is asked by one function each, for the reason that orders have one. As in a CHECK, what is not known passes.
CREATE FUNCTION public.observation_is_possible(id uuid, status text, display text, value_comparator text, criticality text, not_judged_because text,
  corrects_id uuid) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN status IN ('registered', 'preliminary', 'final', 'amended', 'corrected', 'cancelled', 'entered-in-error', 'unknown')
    AND btrim(display) <> '' AND value_comparator IN ('<', '<=', '>=', '>', 'ad') AND corrects_id <> id
    AND criticality IN ('critical', 'not-critical', 'not-judged')
    AND ((criticality = 'not-judged') = (not_judged_because IS NOT NULL) OR criticality IS NULL AND not_judged_because IS NULL);
END $$;
ALTER TABLE observation
  DROP CONSTRAINT observation_comparator, DROP CONSTRAINT observation_criticality, DROP CONSTRAINT observation_display_present,
  DROP CONSTRAINT observation_not_its_own_correction, DROP CONSTRAINT observation_not_judged, DROP CONSTRAINT observation_status,
  ADD CONSTRAINT observation_is_possible CHECK (public.observation_is_possible(id, status, display, value_comparator, criticality,
    not_judged_because, corrects_id)) NOT VALID;
CREATE FUNCTION public.diagnostic_report_is_possible(status text, display text) RETURNS boolean
LANGUAGE plpgsql IMMUTABLE PARALLEL SAFE AS $$
BEGIN
  RETURN btrim(display) <> '' AND status IN ('registered', 'partial', 'preliminary', 'final', 'amended', 'corrected', 'appended', 'cancelled',
    'entered-in-error', 'unknown');
END $$;
ALTER TABLE diagnostic_report
  DROP CONSTRAINT diagnostic_report_display_present, DROP CONSTRAINT diagnostic_report_status,
  ADD CONSTRAINT diagnostic_report_is_possible CHECK (public.diagnostic_report_is_possible(status, display)) NOT VALID;
