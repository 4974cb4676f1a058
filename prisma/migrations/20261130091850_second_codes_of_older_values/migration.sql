-- Values that were stored before their other codes were kept with them are found by these too from now on: what their senders sent says them.
-- A value never changes; what it is also called is added here once, and the trail tells so.
SELECT set_config('emr.context', jsonb_build_object('actorKind', 'system', 'username', 'system:migration',
  'purpose', 'OPERATIONS', 'reason', 'the other codes of values, from what their senders sent')::text, true);

CREATE TEMPORARY TABLE said_beside ON COMMIT DROP AS
WITH resources AS (
  -- What came by itself, and what came inside a report: such a value is known by a code, or by its words.
  SELECT o.id, k.resource AS resource FROM observation o
    JOIN fhir_source k ON k.entity_id = o.id AND k.resource_type = 'Observation' AND jsonb_path_exists(k.resource, '$.code.coding[1]')
   WHERE o.superseded_at IS NULL AND NOT coalesce(o.details ? 'codings', false)
  UNION ALL
  SELECT o.id, inside.value FROM fhir_source k
    JOIN observation o ON o.report_id = k.entity_id AND o.superseded_at IS NULL AND NOT coalesce(o.details ? 'codings', false)
    CROSS JOIN LATERAL jsonb_path_query(k.resource, '$.contained[*] ? (@.resourceType == "Observation" && exists(@.code.coding[1]))') AS inside (value)
   WHERE k.resource_type = 'DiagnosticReport' AND k.resource ? 'contained'
     AND (jsonb_path_exists(inside.value, '$.code.coding[*] ? (@.code == $code)', jsonb_build_object('code', o.code))
       OR inside.value->'code'->>'text' = o.display)),
lines AS (
  SELECT m.id AS message_id, m.sender, m.report_ids, one.header, one.text, one.place
    FROM incoming_message m
    CROSS JOIN LATERAL (
      SELECT first_value(line) OVER (ORDER BY place) AS header, line AS text, place
        FROM regexp_split_to_table(convert_from(m.content, 'LATIN1'), E'[\r\n]+') WITH ORDINALITY AS split (line, place)) one
   WHERE m.protocol = 'hl7v2' AND m.state = 'filed' AND cardinality(m.report_ids) > 0 AND position('\x00'::bytea IN m.content) = 0),
signs AS (
  SELECT *, substr(header, 4, 1) AS field, substr(header, 5, 1) AS component, coalesce(nullif(substr(header, 6, 1), substr(header, 4, 1)), '~') AS repetition
    FROM lines WHERE header LIKE 'MSH%' AND text LIKE 'OBX%'),
named AS (
  SELECT message_id, sender, report_ids, place, component, split_part(split_part(text, field, 4), repetition, 1) AS name
    FROM signs WHERE substr(text, 4, 1) = field),
coded AS (
  SELECT message_id, sender, report_ids, place, split_part(name, component, at) AS code,
      CASE WHEN upper(system) IN ('LN', 'LOINC', '2.16.840.1.113883.6.1') THEN 'http://loinc.org'
        WHEN upper(system) IN ('SCT', 'SNM', '2.16.840.1.113883.6.96') THEN 'http://snomed.info/sct'
        WHEN system = '' THEN 'urn:hl7v2:L'
        ELSE 'urn:hl7v2:' || system END AS system
    FROM named CROSS JOIN unnest(ARRAY[1, 4, 10]) AS at
    CROSS JOIN LATERAL (SELECT split_part(name, component, at + 2) AS system) of
   WHERE split_part(name, component, at) ~ '^[A-Za-z0-9._/+ -]+$' AND system ~ '^[A-Za-z0-9._-]*$'),
-- A value is kept under a code of its line, or under what one of them means.
messages AS (
  SELECT DISTINCT o.id, other.system, other.code
    FROM coded own
    JOIN observation o ON o.report_id = ANY (own.report_ids) AND o.superseded_at IS NULL AND NOT coalesce(o.details ? 'codings', false)
      AND ((o.code_system = own.system AND o.code = own.code) OR EXISTS (
        SELECT FROM code_mapping meant WHERE meant.sender = own.sender AND meant.kind = 'code' AND meant.system = own.system AND meant.code = own.code
          AND meant.target_code = o.code))
    JOIN coded other ON other.message_id = own.message_id AND other.place = own.place),
every AS (
  SELECT resources.id, coding.value->>'system' AS system, coding.value->>'code' AS code
    FROM resources CROSS JOIN LATERAL jsonb_path_query(resource, '$.code.coding[*] ? (@.code.type() == "string")') AS coding (value)
  UNION SELECT id, system, code FROM messages)
SELECT every.id, jsonb_agg(jsonb_strip_nulls(jsonb_build_object('system', every.system, 'code', every.code)) ORDER BY every.system, every.code) AS codings
  FROM every JOIN observation o ON o.id = every.id
 WHERE every.code <> '' AND (every.system, every.code) IS DISTINCT FROM (o.code_system, o.code)
 GROUP BY every.id;

DO $$
DECLARE
  stays "char" := (SELECT tgenabled FROM pg_trigger WHERE tgrelid = 'public.observation'::regclass AND tgname = 'a_record_stays_1');
BEGIN
  IF NOT EXISTS (SELECT FROM said_beside) THEN RETURN; END IF;
  IF stays IS NOT NULL THEN ALTER TABLE observation DISABLE TRIGGER a_record_stays_1; END IF;
  UPDATE observation SET details = coalesce(observation.details, '{}') || jsonb_build_object('codings', said_beside.codings)
    FROM said_beside WHERE said_beside.id = observation.id;
  IF stays = 'A' THEN ALTER TABLE observation ENABLE ALWAYS TRIGGER a_record_stays_1;
  ELSIF stays = 'O' THEN ALTER TABLE observation ENABLE TRIGGER a_record_stays_1;
  END IF;
END $$;
