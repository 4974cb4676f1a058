-- What was charted before the list existed counts once: whoever has such a diagnosis, result or prescription is raised to R, but for
-- those whose flag somebody has lowered by hand.
SELECT set_config('emr.context', jsonb_build_object('actorKind', 'system', 'username', 'system:migration',
  'purpose', 'OPERATIONS', 'reason', 'sensitive content charted before the list of sensitive codes')::text, true);

UPDATE patient SET confidentiality = 'R'
 WHERE confidentiality = 'N'
   AND id IN (
     SELECT charted.patient_id FROM (
       SELECT patient_id, coalesce(code_system, 'http://hl7.org/fhir/sid/icd-10') AS system, code FROM problem
        WHERE verification_status NOT IN ('refuted', 'entered-in-error')
       UNION ALL SELECT patient_id, code_system, code FROM observation WHERE status <> 'entered-in-error'
       UNION ALL SELECT patient_id, code_system, code FROM diagnostic_report WHERE status <> 'entered-in-error'
       UNION ALL SELECT patient_id, code_system, code FROM medication_request WHERE status <> 'entered-in-error'
     ) charted JOIN sensitive_code listed ON listed.active AND charted.system = listed.system
       AND CASE WHEN listed.prefix
         THEN starts_with(translate(upper(charted.code), '.', ''), translate(listed.code, '.', ''))
         ELSE upper(charted.code) = listed.code END)
   AND NOT EXISTS (
     SELECT FROM audit.event lowered
      WHERE lowered.patient_id = patient.id AND lowered.entity = 'patient' AND lowered.kind = 'update'
        AND lowered.changes->'confidentiality'->>1 = 'N');
