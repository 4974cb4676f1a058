-- Which machine sent a resource first: another may not change it.
ALTER TABLE fhir_source ADD COLUMN sent_by text;

-- Resources that are only kept lost their patient when they named them in any other way than by an entry of their Bundle, and so
-- stood open to every clinician. Whose it is is found again from all that a resource names; what names nobody who is known, or more
-- than one, stays without, and is out of every clinician's scope from now on.
SELECT set_config('emr.context', jsonb_build_object('actorKind', 'system', 'username', 'system:migration',
  'purpose', 'OPERATIONS', 'reason', 'the patient of what was only kept, from what it names')::text, true);

DO $$
DECLARE tied int;
BEGIN
  -- A resource may name its patient by another that was tied just now.
  FOR round IN 1..5 LOOP
    WITH naming AS MATERIALIZED (
      SELECT kept.id, kept.source, named.reference,
          (regexp_match(named.reference, '(?:^|/)([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})(?:/_history/.*)?$'))[1] AS of_type,
          (regexp_match(named.reference, '(?:^|/)([A-Z][A-Za-z]+)/([A-Za-z0-9.-]{1,64})(?:/_history/.*)?$'))[2] AS of_id,
          regexp_match(replace(replace(replace(named.reference, '%7C', '|'), '%3A', ':'), '%2F', '/'),
            '^Patient\?identifier=(?:([^|]*)\|)?([^|&]+)$') AS by_identifier
        FROM fhir_source kept
        CROSS JOIN LATERAL (
          SELECT value #>> '{}' AS reference FROM jsonb_path_query(kept.resource, 'strict $.**.reference') value
           WHERE jsonb_typeof(value) = 'string'
          UNION SELECT format('Patient?identifier=%s|%s', about.identifier->>'system', about.identifier->>'value')
            FROM (SELECT coalesce(kept.resource->'subject', kept.resource->'patient', kept.resource->'beneficiary',
                kept.resource->'for')->'identifier' AS identifier) about
           WHERE jsonb_typeof(about.identifier->'value') = 'string') named
       WHERE kept.patient_id IS NULL AND kept.entity_id IS NULL AND length(named.reference) < 2048),
    own AS (
      SELECT id, source, reference, of_type, of_id::uuid AS row_id FROM naming
       WHERE of_id ~* '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$'),
    behind AS (
      SELECT own.id, patient.id AS patient_id FROM own JOIN patient ON patient.id = row_id WHERE of_type = 'Patient'
      UNION SELECT own.id, r.patient_id FROM own JOIN encounter r ON r.id = row_id WHERE of_type = 'Encounter'
      UNION SELECT own.id, r.patient_id FROM own JOIN service_order r ON r.id = row_id WHERE of_type = 'ServiceRequest'
      UNION SELECT own.id, r.patient_id FROM own JOIN observation r ON r.id = row_id WHERE of_type = 'Observation'
      UNION SELECT own.id, r.patient_id FROM own JOIN diagnostic_report r ON r.id = row_id WHERE of_type = 'DiagnosticReport'
      UNION SELECT own.id, r.patient_id FROM own JOIN problem r ON r.id = row_id WHERE of_type = 'Condition'
      UNION SELECT own.id, r.patient_id FROM own JOIN fhir_source r ON r.id = row_id AND r.resource_type = of_type
       WHERE r.patient_id IS NOT NULL
      UNION SELECT n.id, r.patient_id FROM naming n JOIN fhir_source r ON r.source_id = n.of_id AND r.resource_type = n.of_type
         AND r.source = CASE WHEN n.reference ~ '^[a-z]+:' THEN regexp_replace(n.reference, '/[A-Za-z]+/[A-Za-z0-9.-]+(/_history/.*)?$', '')
           ELSE n.source END
       WHERE r.patient_id IS NOT NULL
      UNION SELECT n.id, r.patient_id FROM naming n JOIN fhir_source r ON r.source = 'urn:uuid' AND r.source_id = substr(n.reference, 10)
       WHERE n.reference LIKE 'urn:uuid:%' AND r.patient_id IS NOT NULL
      UNION SELECT n.id, r.patient_id FROM naming n JOIN patient_identifier r ON r.value = n.by_identifier[2]
         AND coalesce(n.by_identifier[1], '') IN (r.system, '') AND r.retired_at IS NULL
      UNION SELECT n.id, r.id FROM naming n JOIN patient r ON r.mrn = n.by_identifier[2]
         AND coalesce(n.by_identifier[1], '') IN ('https://benhan.vn/fhir/sid/mrn', '')),
    found AS (
      SELECT id, min(patient_id::text)::uuid AS patient_id FROM behind GROUP BY id HAVING count(DISTINCT patient_id) = 1)
    UPDATE fhir_source SET patient_id = found.patient_id FROM found WHERE fhir_source.id = found.id;
    GET DIAGNOSTICS tied = ROW_COUNT;
    EXIT WHEN tied = 0;
  END LOOP;
END $$;
