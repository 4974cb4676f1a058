// Statements of the bare driver that write what charting vital signs writes: the row and its event.
const VITALS_COLUMNS = `encounter_id, patient_id, effective_at, recorded_by, heart_rate, respiratory_rate, systolic, diastolic,
  temperature, oxygen_saturation, supplemental_oxygen, consciousness`;
const VITALS_VALUES = `now(), $3, 88, 18, 128, 76, 37.4, 97, false, 'A'`;
const EVENT_COLUMNS = `kind, actor_kind, actor_id, username, role, terminal, address, request_id, purpose, entity, entity_id,
  patient_id, encounter_id, changes`;
const EVENT_START = `'create', 'staff'`;
const EVENT_MIDDLE = `'nurse', 'nurse', 'BENCH-01', '127.0.0.1'::inet, 'bench', 'TREAT', 'vital_signs'`;

export const BARE_VITALS = {
  name: 'bare-vitals',
  text: `INSERT INTO bench.vital_signs (id, ${VITALS_COLUMNS}) VALUES ($1, $2, $3, now(), $4, 88, 18, 128, 76, 37.4, 97, false, 'A')`,
};
export const BARE_EVENT = {
  name: 'bare-event',
  text: `INSERT INTO bench.event (${EVENT_COLUMNS}) VALUES (${EVENT_START}, $2, ${EVENT_MIDDLE}, $1, $3, $4, $5)`,
};
export const BARE_BOTH = {
  name: 'bare-both',
  text: `WITH v AS (INSERT INTO bench.vital_signs (${VITALS_COLUMNS}) VALUES ($1, $2, ${VITALS_VALUES}) RETURNING id)
    INSERT INTO bench.event (${EVENT_COLUMNS})
    SELECT ${EVENT_START}, $3::uuid, ${EVENT_MIDDLE}, v.id, $2::uuid, $1::uuid, $4::jsonb FROM v`,
};
