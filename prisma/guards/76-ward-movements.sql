-- Who came to a ward and who left it: told to both wards, so that nobody is moved away without those who had them. A list of the ward shows
-- whom its request may see; whoever left is told of for three days also to those who may see the patient no more, by name and where to.
-- A place that ended when it began was taken back, and is no movement.
-- Runs in the owner's name for that; to who does not work in the ward it tells what any list of the ward would.
CREATE OR REPLACE FUNCTION public.ward_movements(scope text, ward uuid, since timestamptz)
RETURNS TABLE (id uuid, kind text, at timestamptz, encounter_id uuid, patient_id uuid, other_ward_id uuid)
LANGUAGE plpgsql STABLE SECURITY DEFINER ROWS 40 SET search_path = public, pg_temp SET plan_cache_mode = force_generic_plan AS $$
#variable_conflict use_column
DECLARE
  completed CONSTANT text := CASE WHEN starts_with(scope, '^care ') THEN public.care_scope(scope) END;
  works_here CONSTANT boolean := completed IS NOT NULL AND ward = ANY (split_part(completed, ' ', 7)::uuid[]);
BEGIN
  RETURN QUERY
    SELECT moved.* FROM (
      SELECT came.id, CASE WHEN before.ward_id IS NULL THEN 'admission' ELSE 'transfer-in' END, came.started_at, came.encounter_id, came.patient_id,
          before.ward_id
        FROM stay came LEFT JOIN LATERAL (SELECT s.ward_id FROM stay s
          WHERE s.encounter_id = came.encounter_id AND (s.started_at, s.id) < (came.started_at, came.id) AND s.ended_at IS DISTINCT FROM s.started_at ORDER BY s.started_at DESC, s.id DESC LIMIT 1) before ON true
       WHERE came.ward_id = ward AND came.started_at >= since AND came.ended_at IS DISTINCT FROM came.started_at AND before.ward_id IS DISTINCT FROM ward
      UNION ALL
      SELECT went.id, CASE WHEN after.ward_id IS NOT NULL THEN 'transfer-out' WHEN visit.status = 'finished' THEN 'discharge' ELSE 'cancelled' END,
          went.ended_at, went.encounter_id, went.patient_id, after.ward_id
        FROM stay went JOIN encounter visit ON visit.id = went.encounter_id LEFT JOIN LATERAL (SELECT s.ward_id FROM stay s
          WHERE s.encounter_id = went.encounter_id AND (s.started_at, s.id) > (went.started_at, went.id) AND s.ended_at IS DISTINCT FROM s.started_at ORDER BY s.started_at, s.id LIMIT 1) after ON true
       WHERE went.ward_id = ward AND went.ended_at >= since AND went.ended_at > went.started_at AND after.ward_id IS DISTINCT FROM ward
         AND (after.ward_id IS NOT NULL OR visit.status NOT IN ('planned', 'in-progress'))
      UNION ALL
      SELECT away.id, 'leave', away.leave_since, away.id, away.patient_id, NULL FROM encounter away
       WHERE away.ward_id = ward AND away.status = 'in-progress' AND away.leave_since >= since
      UNION ALL
      -- A leave that is over was from this ward when the patient lay here as it began: nobody is moved before they are back.
      SELECT visit.id, told.kind, told.at, visit.id, visit.patient_id, NULL
        FROM stay lay JOIN encounter visit ON visit.id = lay.encounter_id
          CROSS JOIN LATERAL jsonb_to_recordset(visit.leaves) AS away (since timestamptz, "returnedAt" timestamptz)
          CROSS JOIN LATERAL (VALUES ('leave', away.since), ('return', away."returnedAt")) AS told (kind, at)
       WHERE lay.ward_id = ward AND (lay.ended_at IS NULL OR lay.ended_at >= ward_movements.since) AND visit.leaves IS NOT NULL
         AND away.since >= lay.started_at AND (lay.ended_at IS NULL OR away.since < lay.ended_at) AND told.at >= ward_movements.since
    ) AS moved (id, kind, at, encounter_id, patient_id, other_ward_id)
    WHERE CASE
      WHEN completed IS NOT NULL THEN moved.patient_id IS DISTINCT FROM nullif(split_part(completed, ' ', 5), '-')::uuid
        AND (works_here AND moved.at > now() - interval '3 days' OR public.in_care_scope(completed, moved.patient_id))
      WHEN left(scope, 1) = '^' THEN public.open_to_role(scope, moved.patient_id)
      WHEN left(scope, 1) = '*' THEN true
      ELSE strpos(scope, moved.patient_id::text) > 0 END;
END $$;
