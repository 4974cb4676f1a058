-- Who holds an insurance card, in whichever form it stands on record or is asked for: since April 2021 cards have the last ten digits of the fifteen
-- signs alone, which are the insured person's, while the five before them change with what somebody is insured as. For functions that run in the
-- owner's name: others ask patients_with_number, since below row-level security no index leads to the end of a number.
CREATE OR REPLACE FUNCTION public.holders_of_card(number text) RETURNS SETOF uuid LANGUAGE sql STABLE AS $$
  SELECT held.patient_id FROM public.patient_identifier held
   WHERE number ~ '^([A-Z]{2}[1-5][0-9]{2})?[0-9]{10}$' AND held.system = 'https://benhan.vn/fhir/sid/bhyt' AND held.retired_at IS NULL
     AND reverse(held.value) COLLATE "C" >= reverse(right(number, 10)) AND reverse(held.value) COLLATE "C" < reverse(right(number, 10)) || '~'
$$;
