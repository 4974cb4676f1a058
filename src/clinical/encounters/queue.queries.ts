import { Inject, Injectable } from '@nestjs/common';
import { personRef } from '../../kernel/person-ref.response.js';
import { requestContext } from '../../kernel/request-context.js';
import { readListPage, type ListOfPages } from '../../platform/audit/recorded-list.js';
import { SETTINGS_TOKEN, type Settings } from '../../platform/config/settings.js';
import { Database } from '../../platform/database/database.js';
import { may } from '../../platform/routes/policy.js';
import { birthDateText } from '../datatypes/partial-date.js';
import { ageResponse } from '../patients/patient.mapper.js';
import type { QueueQuery } from './dto/arrival.dto.js';
import type { QueuePage, QueueRowResponse } from './dto/queue.response.js';
import { seenOf, triageOf, visitOf, type EncounterRow } from './encounter.mapper.js';
import { ENCOUNTER_OF_LIST, SHOWS_OF_LIST } from './encounters.queries.js';
import { waitOf, WAITING_CLASSES } from './triage.rules.js';

/** Who waits for a doctor in a ward or clinic, and who is with one. */
@Injectable()
export class QueueQueries {
  constructor(
    private readonly database: Database,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** The most urgent first, of those the longest waiting; in an emergency nobody knows how urgent who was not triaged is: they stand first. */
  async queue(wardId: string, query: QueueQuery): Promise<QueuePage> {
    const toRow = (row: EncounterRow) => toQueueRow(row, this.settings.triageMinutes);
    const page = await readListPage(this.database, QUEUE, query, [wardId], toRow);
    return { wardId, ...page };
  }
}

const QUEUE: ListOfPages = {
  name: 'encounters.queue',
  entity: 'encounter',
  select: `SELECT ${ENCOUNTER_OF_LIST}, urgency.urgency::text AS urgency FROM encounter e
    CROSS JOIN LATERAL (SELECT coalesce(e.triage_level, CASE e.class WHEN 'emergency' THEN 0 ELSE 5 END) AS urgency) urgency`,
  where: `e.ward_id = $3::uuid AND e.status = 'in-progress' AND e.class IN (${WAITING_CLASSES.map((one) => `'${one}'`).join(', ')})`,
  filters: { state: (value) => `(CASE WHEN e.seen_at IS NULL THEN 'waiting' ELSE 'with-doctor' END) = ${value}` },
  key: [
    { sql: 'urgency.urgency', kind: 'whole', field: 'urgency' },
    { sql: 'e.started_at', kind: 'instant', field: 'startedAt' },
    { sql: 'e.id', kind: 'uuid', field: 'id' },
  ],
  shows: SHOWS_OF_LIST,
};

function toQueueRow(found: EncounterRow, within: readonly number[]): QueueRowResponse {
  const row = may(requestContext().actor.role, 'chart.read') ? found : visitOf(found);
  const birthDate = birthDateText(row.birthDate, row.birthDatePrecision);
  return {
    encounterId: row.id,
    patientId: row.patientId,
    patient: {
      id: row.patientId,
      mrn: row.mrn,
      fullName: row.fullName,
      sex: row.sex,
      birthDate,
      age: ageResponse(birthDate),
    },
    visitNumber: row.visitNumber,
    class: row.class,
    reason: row.reason,
    state: row.seenAt === null ? 'waiting' : 'with-doctor',
    arrivedAt: row.startedAt.toISOString(),
    triage: triageOf(row),
    seen: seenOf(row),
    attending: personRef(row.attendingId, row.attendingName),
    ...waitOf({ startedAt: row.startedAt, level: row.triageLevel, seenAt: row.seenAt }, within, new Date()),
    version: row.version,
  };
}
