-- The wards whose patients a person sees now: where they work, until that ends, and where they are on duty, half an hour before
-- to an hour after, for the hand-over. `until` is when the access ends; null when that is not known.
CREATE OR REPLACE FUNCTION public.wards_of(person uuid) RETURNS TABLE (ward_id uuid, until timestamptz)
LANGUAGE sql STABLE AS $$
  SELECT work.ward_id, NULL::timestamptz FROM public.staff_ward work WHERE work.staff_id = person AND work.ended_at IS NULL
  UNION ALL
  SELECT duty.ward_id, duty.ends_at + interval '1 hour' FROM public.duty
   WHERE duty.staff_id = person AND duty.cancelled_at IS NULL
     AND duty.ends_at > now() - interval '1 hour' AND duty.starts_at <= now() + interval '30 minutes'
$$;
