import pg from 'pg';
import type { World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

/** Ids of what {@link aLongHistory} wrote and tests look at. */
export interface LongHistory {
  readonly openEncounter: string;
}

/**
 * Gives a patient years of history behind the service's back, as the owner of the tables but attributed: an open
 * encounter in a bed, and of everything else `size` rows (observations ten times as many).
 */
export async function aLongHistory(world: World, patientId: string, size: number): Promise<LongHistory> {
  const { id: ward, beds } = world.wards[0];
  const doctor = world.staff.doctor.id;
  const at = `timestamptz '2020-01-01T00:00:00Z' + n * interval '1 hour'`;
  const { id: openEncounter } = elementAt(
    await asSystem(
      world,
      `INSERT INTO encounter (patient_id, visit_number, class, status, ward_id, started_at, reason)
     VALUES ('${patientId}', 'V-open-${patientId}', 'inpatient', 'in-progress', '${ward}', now() - interval '1 day', 'Sốt')
     RETURNING id`,
    ),
    0,
  );
  const mine = `'${patientId}'::uuid, '${openEncounter}'::uuid`;
  const many = `FROM generate_series(1, ${size}) n`;
  for (const statement of [
    `INSERT INTO stay (patient_id, encounter_id, ward_id, bed_id, started_at)
     VALUES (${mine}, '${ward}', '${elementAt(beds, 0).id}', now() - interval '1 day')`,
    `INSERT INTO encounter (patient_id, visit_number, class, status, started_at, ended_at)
     SELECT '${patientId}', 'V-' || n || '-${patientId}', 'outpatient', 'finished', ${at}, ${at} ${many}`,
    `INSERT INTO vital_signs (patient_id, encounter_id, effective_at, heart_rate, respiratory_rate, systolic, diastolic,
       temperature, oxygen_saturation, supplemental_oxygen, consciousness, recorded_by, status)
     SELECT ${mine}, ${at}, 60 + n % 50, 16, 120, 80, 37.5, 98, false, 'A', '${doctor}',
       CASE WHEN n > ${size - 3} THEN 'entered-in-error' ELSE 'final' END ${many}`,
    `INSERT INTO service_order (patient_id, encounter_id, number, kind, code_system, code, display, status, requested_by, signed_at)
     SELECT ${mine}, 'XN-' || n || '-${patientId}', 'laboratory', 'http://loinc.org', '2823-3', 'Kali ' || n,
       CASE WHEN n % 100 = 0 THEN 'active' ELSE 'completed' END, '${doctor}', now() ${many}`,
    `INSERT INTO diagnostic_report (patient_id, encounter_id, category, display, status, effective_at)
     SELECT ${mine}, 'LAB', 'Xét nghiệm ' || n, 'final', ${at} ${many}`,
    `INSERT INTO observation (patient_id, encounter_id, report_id, category, display, value_number, value_unit, interpretation,
       status, effective_at)
     SELECT r.patient_id, r.encounter_id, r.id, 'laboratory', 'Chỉ số ' || n, n, 'mmol/L',
       CASE WHEN n = 7 THEN 'H' ELSE 'N' END, 'final', r.effective_at
     FROM diagnostic_report r, generate_series(1, 10) n WHERE r.patient_id = '${patientId}'`,
    `INSERT INTO note (patient_id, encounter_id, type, sections, author_id, status, signed_by, signed_at, content_hash)
     SELECT ${mine}, 'progress', jsonb_build_array(jsonb_build_object('code', 'course', 'text', 'Diễn biến ' || n)),
       '${doctor}', 'signed', '${doctor}', now(), 'x' ${many}`,
    `INSERT INTO medication_request (patient_id, status, intent, display, authored_at)
     SELECT '${patientId}', CASE WHEN n % 100 = 0 THEN 'active' ELSE 'completed' END, 'order', 'Thuốc ' || n, ${at} ${many}`,
    `INSERT INTO problem (patient_id, display, clinical_status, recorded_at)
     SELECT '${patientId}', 'Vấn đề ' || n, CASE WHEN n % 100 = 0 THEN 'active' ELSE 'resolved' END, ${at} ${many}`,
    `INSERT INTO allergy (patient_id, display, clinical_status, recorded_at)
     SELECT '${patientId}', 'Dị ứng ' || n, CASE WHEN n % 100 = 0 THEN 'active' ELSE 'resolved' END, ${at} ${many}`,
  ]) {
    await asSystem(world, statement);
  }
  await world.sql('ANALYZE');
  return { openEncounter };
}

/** Runs one statement, attributed to the test. */
async function asSystem(world: World, statement: string): Promise<{ id: string }[]> {
  const context = '{"actorKind":"system","username":"system:test"}';
  const client = new pg.Client({ connectionString: world.database.ownerUrl });
  await client.connect();
  try {
    await client.query(`SELECT set_config('emr.context', $1, false)`, [context]);
    return (await client.query<{ id: string }>(statement)).rows;
  } finally {
    await client.end();
  }
}
