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
