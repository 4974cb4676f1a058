import { Prisma } from '../database/prisma.js';
import type { RequestContext } from '../../kernel/request-context.js';
import { EVENT_COLUMNS, EVENT_SHAPE, eventRow, type AccessEvent } from '../../kernel/access-event.js';

/**
 * The event of what a unit of work shows, as an INSERT that goes with its last statement. Once that is committed, the event belongs
 * into `context.recorded`, so that the route's interceptor does not write it again.
 * @param patientOf a SELECT of patient_id, encounter_id and entity_id, for an event whose patient the statement finds
 */
export function recordedWith(context: RequestContext, event: AccessEvent, patientOf?: Prisma.Sql): Prisma.Sql {
  const row = JSON.stringify([eventRow(context, event)]);
  const rows = Prisma.sql`jsonb_to_recordset(${row}::jsonb) ${Prisma.raw(EVENT_SHAPE)}`;
  const columns = Prisma.raw(EVENT_COLUMNS);
  if (!patientOf) return Prisma.sql`INSERT INTO audit.event (${columns}) SELECT ${columns} FROM ${rows}`;
  const others = Prisma.raw(EVENT_COLUMNS.replace(/, (entity_id|patient_id|encounter_id)\b/g, ''));
  return Prisma.sql`INSERT INTO audit.event (${others}, entity_id, patient_id, encounter_id)
    SELECT ${others}, shown.entity_id, shown.patient_id, shown.encounter_id FROM ${rows} CROSS JOIN (${patientOf}) shown`;
}
