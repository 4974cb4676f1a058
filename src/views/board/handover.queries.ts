import { Injectable } from '@nestjs/common';
import { personRef } from '../../kernel/person-ref.response.js';
import { actingPerson } from '../../kernel/request-context.js';
import { readListPage, type ListOfPages } from '../../platform/audit/recorded-list.js';
import { Database } from '../../platform/database/database.js';
import type { PageQuery } from '../../platform/routes/pagination.js';
import { TAKEN_OVER } from '../../clinical/notes/section.rules.js';
import type { HandoverPage, HandoverRowResponse } from './dto/handover.response.js';

interface Row {
  readonly encounterId: string;
  readonly patientId: string;
  readonly startedAt: Date;
  readonly mrn: string;
  readonly fullName: string;
  readonly draftId: string | null;
  readonly openOrders: number;
  readonly last: {
    readonly id: string;
    readonly signedAt: string;
    readonly authorId: string;
    readonly authorName: string | null;
    readonly sections: HandoverRowResponse['sections'];
    readonly taken: {
      readonly by: string;
      readonly name: string | null;
      readonly at: string;
      readonly readBack: string | null;
    } | null;
  } | null;
}

/** What was said of each patient of a ward when they were last handed over. */
@Injectable()
export class HandoverQueries {
  constructor(private readonly database: Database) {}

  /** Who has been in the ward longest first. */
  async handover(wardId: string, query: PageQuery): Promise<HandoverPage> {
    const page = await readListPage(this.database, HANDOVER, query, [wardId, actingPerson()], toHandover);
    return { wardId, ...page };
  }
}

/** $3 the ward, $4 who asks. */
const HANDOVER: ListOfPages = {
  name: 'wards.handover',
  entity: 'note',
  select: `SELECT e.id, e.id AS encounter_id, e.patient_id, e.id AS "encounterId", e.patient_id AS "patientId",
    e.started_at AS "startedAt" FROM encounter e`,
  where: `e.ward_id = $3::uuid AND e.status = 'in-progress'`,
  key: [
    { sql: 'e.started_at', kind: 'instant', field: 'startedAt' },
    { sql: 'e.id', kind: 'uuid', field: 'id' },
  ],
  shows: `SELECT p.mrn, p.full_name AS "fullName",
      (SELECT n.id FROM note n WHERE n.encounter_id = item.encounter_id AND n.type = 'handover' AND n.status = 'draft' AND n.author_id = $4::uuid
        ORDER BY n.id DESC LIMIT 1) AS "draftId",
      (SELECT count(*)::int FROM (SELECT FROM service_order o WHERE o.encounter_id = item.encounter_id AND o.status IN ('active', 'on-hold')
        LIMIT 100) o) AS "openOrders",
      (SELECT json_build_object('id', n.id, 'signedAt', n.signed_at, 'authorId', n.author_id, 'authorName', author.full_name,
          'sections', (SELECT json_agg(json_build_object('code', s->>'code', 'text', s->>'text') ORDER BY place)
            FROM jsonb_array_elements(n.sections) WITH ORDINALITY AS sections (s, place) WHERE s->>'text' <> ''),
          'taken', (SELECT json_build_object('by', a.author_id, 'name', taker.full_name, 'at', a.signed_at, 'readBack', a.sections->0->>'text')
            FROM note a LEFT JOIN staff_member taker ON taker.id = a.author_id
            WHERE a.addendum_to = n.id AND a.status IN ('signed', 'awaiting-cosignature') AND a.sections->0->>'code' = '${TAKEN_OVER}'
            ORDER BY a.id LIMIT 1))
        FROM note n LEFT JOIN staff_member author ON author.id = n.author_id
        WHERE n.encounter_id = item.encounter_id AND n.type = 'handover' AND n.addendum_to IS NULL AND n.status IN ('signed', 'awaiting-cosignature')
        ORDER BY n.id DESC LIMIT 1) AS last
    FROM patient p WHERE p.id = item.patient_id`,
};

function toHandover({ encounterId, patientId, mrn, fullName, draftId, openOrders, last }: Row): HandoverRowResponse {
  return {
    encounterId,
    patientId,
    patient: { id: patientId, mrn, fullName },
    noteId: last?.id ?? null,
    signedAt: last && new Date(last.signedAt).toISOString(),
    author: last && personRef(last.authorId, last.authorName),
    sections: last?.sections ?? [],
    takenOver: takenOf(last?.taken),
    draftId,
    openOrders,
  };
}

function takenOf(taken: NonNullable<Row['last']>['taken'] | undefined): HandoverRowResponse['takenOver'] {
  if (!taken) return null;
  return { by: personRef(taken.by, taken.name), at: new Date(taken.at).toISOString(), readBack: taken.readBack ?? '' };
}
