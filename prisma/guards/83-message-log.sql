-- Which messages came, from whom, and what became of them; not of whom they are, and not what they say. In the owner's name, so that those see it
-- who look after the lines to other systems and see no patient.
CREATE OR REPLACE VIEW public.message_log AS
  SELECT m.id, m.protocol, m.channel, m.sender, m.namespace, m.control_id, m.message_type, m.state, m.reasons, host(m.address) AS address,
      octet_length(m.content) AS size, m.received_at, m.settled_at, u.id AS unmatched_id, u.status AS unmatched_status
    FROM public.incoming_message m LEFT JOIN public.unmatched_result u ON u.message_id = m.id;
INSERT INTO audit.open_table (name, reason) VALUES ('message_log', 'messages by number and sender, without whom they are about and what they say');

-- The same of what other systems are told.
CREATE OR REPLACE VIEW public.delivery_log AS
  SELECT id, subscription_id, type, state, attempts, failure, next_at, occurred_at, sent_at, created_at FROM public.delivery;
INSERT INTO audit.open_table (name, reason) VALUES ('delivery_log', 'messages by number and type, without whom they are about and what they say');

-- Whom a text names, of those known here, by number: what came from elsewhere and is nobody's yet is read as it came, and the trail says whom it
-- names, though the reader may not see them. Of a very long text the first numbers only. Nothing of them is told.
CREATE OR REPLACE FUNCTION public.patients_named_in(said text, systems text[]) RETURNS uuid[]
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
  WITH word AS MATERIALIZED (
    SELECT DISTINCT upper(found[1]) AS number FROM (
      SELECT regexp_matches(left(said, 1000000), '\m[A-Za-z0-9][A-Za-z0-9-]{4,29}\M', 'g') AS found LIMIT 5000) words
     WHERE found[1] ~ '\d')
  SELECT ARRAY(
    SELECT p.id FROM word JOIN patient p ON p.mrn = word.number
    UNION SELECT known.patient_id FROM word JOIN patient_identifier known ON known.system = ANY (systems) AND known.value = word.number
     WHERE known.retired_at IS NULL
    UNION SELECT holders_of_card(word.number) FROM word
     WHERE word.number ~ '^([A-Z]{2}[1-5][0-9]{2})?[0-9]{10}$' AND 'https://benhan.vn/fhir/sid/bhyt' = ANY (systems))
$$;
