-- The id of a dose is that of its order, but for the last seven digits (src/clinical/doses/dose.rules.ts): between which ids its order lies.
CREATE OR REPLACE FUNCTION public.first_order_of_dose(dose uuid) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (left(dose::text, 29) || '0000000')::uuid $$;
CREATE OR REPLACE FUNCTION public.last_order_of_dose(dose uuid) RETURNS uuid LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT (left(dose::text, 29) || 'fffffff')::uuid $$;
