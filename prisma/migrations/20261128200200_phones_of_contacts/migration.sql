-- Patients are found by the telephone numbers of those to be called for them: a child's is its mother's. And what was stored before numbers
-- were put into one form (E.164), or stands there twice, is mended.

CREATE OR REPLACE FUNCTION public.contact_phones(contacts jsonb) RETURNS text[] LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
  $$ SELECT coalesce(array_agg(contact->>'phone') FILTER (WHERE contact->>'phone' IS NOT NULL), '{}') FROM jsonb_array_elements(contacts) contact $$;

SELECT set_config('emr.context', jsonb_build_object('actorKind', 'system', 'username', 'system:migration',
  'purpose', 'OPERATIONS', 'reason', 'telephone numbers put into one form')::text, true);

-- The rule of src/clinical/patients/phone.rules.ts; what is no number stays as it was written.
CREATE FUNCTION public.phone_in_one_form(written text) RETURNS text LANGUAGE plpgsql IMMUTABLE AS $$
DECLARE
  compact text := regexp_replace(regexp_replace(normalize(written, NFKC), '[\s.()\-\u2010-\u2015\u200b\u202a-\u202e\u2060-\u2069\ufeff]', '', 'g'), '^00', '+');
  subscriber text := coalesce(substring(compact from '^\+840?(\d+)$'), substring(compact from '^84(\d{9,10})$'), substring(compact from '^0(\d+)$'));
BEGIN
  IF subscriber IS NOT NULL THEN
    RETURN CASE WHEN subscriber ~ '^([1-9]\d{8}|2\d{9})$' THEN '+84' || subscriber ELSE written END;
  END IF;
  RETURN CASE WHEN compact ~ '^\+(?!84)[1-9]\d{6,14}$' THEN compact ELSE written END;
END $$;

UPDATE patient SET phones = mended.phones, contacts = mended.contacts
  FROM (
    SELECT p.id,
        ARRAY(SELECT one.phone FROM (SELECT phone_in_one_form(phone) AS phone, min(place) AS place FROM unnest(p.phones) WITH ORDINALITY AS each (phone, place)
          GROUP BY 1) one ORDER BY one.place) AS phones,
        coalesce((SELECT jsonb_agg(CASE WHEN contact->>'phone' IS NULL THEN contact
            ELSE jsonb_set(contact, '{phone}', to_jsonb(phone_in_one_form(contact->>'phone'))) END ORDER BY place)
          FROM jsonb_array_elements(p.contacts) WITH ORDINALITY AS each (contact, place)), '[]') AS contacts
      FROM patient p WHERE cardinality(p.phones) > 0 OR p.contacts <> '[]') mended
 WHERE mended.id = patient.id AND (mended.phones <> patient.phones OR mended.contacts <> patient.contacts);
DROP FUNCTION public.phone_in_one_form(text);

CREATE INDEX patient_contact_phones ON patient USING GIN (contact_phones(contacts)) WITH (fastupdate = off) WHERE contacts <> '[]';
CREATE INDEX patient_contact_phone_ends ON patient USING GIN (phone_ends(contact_phones(contacts))) WITH (fastupdate = off) WHERE contacts <> '[]';
