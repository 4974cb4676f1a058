import pg from 'pg';

/** Connections for looking behind the service; one that is cut does not end the test. */
export function openingOf(connectionString: string): pg.Pool {
  const pool = new pg.Pool({ connectionString, max: 4 });
  pool.on('error', () => undefined);
  return pool;
}

/** Adds events to the trail as a burst of writes would, with the variety of values that events have. */
export async function addEvents(on: pg.Pool | pg.Client, count: number, username = 'nurse'): Promise<void> {
  await on.query(
    `INSERT INTO audit.event (kind, actor_kind, actor_id, username, role, terminal, address, request_id, purpose, entity,
       entity_id, patient_id, patient_ids, changes)
     SELECT CASE WHEN current_user = 'emr_app' THEN 'read' ELSE (ARRAY['create', 'update', 'read', 'search'])[1 + n % 4] END, 'staff', uuidv7(), $2, 'nurse',
       CASE WHEN n % 3 = 0 THEN 'KHOA-NỘI' END, '10.0.0.7', 'request-' || n, 'TREAT', 'vital_signs', uuidv7(),
       CASE WHEN n % 2 = 0 THEN uuidv7() END, CASE WHEN n % 4 = 3 THEN ARRAY[uuidv7(), uuidv7()] END,
       CASE WHEN n % 4 < 2 AND current_user <> 'emr_app' THEN jsonb_build_object('heart_rate', 60 + n % 50, 'note', E'dòng "một"\\n', 'pain', 1.50) END
     FROM generate_series(1, $1::int) n`,
    [count, username],
  );
}
