import type { Database } from '../../database/database.js';
import type { AuditedPatientRefResponse } from '../dto/audit-event.response.js';
import type { AccountRefResponse } from '../../../kernel/person-ref.response.js';
import type { EventRow } from './event-row.js';

/** Who and where, by name, of an event; as they are called now. */
export interface NamedRow extends EventRow {
  readonly full_name: string | null;
  /** Whose account a failed sign-in was meant for. */
  readonly account: AccountRefResponse | null;
  /** Wards of the circumstances, by id. */
  readonly ward_names: Readonly<Record<string, string>> | null;
}

/** What to select beside the columns of an event, of a relation that has them. */
export const NAME_COLUMNS = `coalesce((SELECT full_name FROM staff_member WHERE staff_member.id = actor_id),
    (SELECT name FROM machine_client WHERE machine_client.id = actor_id)) AS full_name,
  CASE kind WHEN 'sign-in-failed' THEN (SELECT jsonb_build_object('id', meant.id, 'username', meant.username, 'fullName', meant.full_name)
    FROM staff_member meant WHERE meant.id = entity_id) END AS account,
  CASE WHEN detail ? 'then' THEN (SELECT jsonb_object_agg(ward.id, ward.name) FROM ward
    WHERE ward.id::text IN (SELECT jsonb_array_elements_text(coalesce(detail->'then'->'actorWards', '[]') || coalesce(detail->'then'->'patientWards', '[]')))) END AS ward_names`;

/** What the ids in events are called now. */
export interface Names {
  readonly patients: ReadonlyMap<string, AuditedPatientRefResponse>;
  /** Of what belongs to the house and has a name. */
  readonly records: ReadonlyMap<string, string>;
}

type Naming = Pick<EventRow, 'entity_id' | 'patient_id' | 'patient_ids'>;

/** Looks up whom events are about, and what; all of them at once. Who is named stands in the reading's own event. */
export async function namesIn(database: Database, rows: readonly Naming[]): Promise<Names> {
  const patients = new Set(rows.flatMap(({ patient_id: one, patient_ids: several }) => [one, ...(several ?? [])]));
  const records = new Set(rows.map(({ entity_id: id }) => id));
  const ids = [patients, records].map((some) => [...some].filter((id) => id !== null));
  const found = await database.query<{ id: string; name: string; mrn: string | null }>(NAMES, ids);
  return {
    patients: new Map(found.flatMap(({ id, name, mrn }) => (mrn === null ? [] : [[id, { id, mrn, fullName: name }]]))),
    records: new Map(found.flatMap(({ id, name, mrn }) => (mrn === null ? [[id, name]] : []))),
  };
}

const NAMES = {
  name: 'audit.names',
  text: `SELECT id, full_name AS name, mrn FROM patient WHERE id = ANY ($1::uuid[])
    UNION ALL SELECT id, full_name, NULL FROM staff_member WHERE id = ANY ($2::uuid[])
    UNION ALL SELECT id, name, NULL FROM ward WHERE id = ANY ($2::uuid[])
    UNION ALL SELECT bed.id, ward.name || ' · ' || bed.code, NULL FROM bed JOIN ward ON ward.id = bed.ward_id WHERE bed.id = ANY ($2::uuid[])
    UNION ALL SELECT id, code, NULL FROM terminal WHERE id = ANY ($2::uuid[])
    UNION ALL SELECT id, name, NULL FROM machine_client WHERE id = ANY ($2::uuid[])`,
};
