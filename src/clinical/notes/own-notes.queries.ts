import { Injectable } from '@nestjs/common';
import { personRef } from '../../kernel/person-ref.response.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { readListPage, type ListOfPages } from '../../platform/audit/recorded-list.js';
import { Database } from '../../platform/database/database.js';
import { latestFirst } from '../../platform/routes/keyset.js';
import type { Page, PageQuery } from '../../platform/routes/pagination.js';
import type { OwnNoteResponse } from './dto/own-note.response.js';
import { headlineSql } from './note.mapper.js';
import { NOTE_TYPES, type NoteType } from './note-types.js';

/** Notes that wait for the person who asks. */
@Injectable()
export class OwnNotesQueries {
  constructor(private readonly database: Database) {}

  /** Drafts of the person, the latest saved first, whatever became of the session and the stay. */
  drafts(query: PageQuery): Promise<Page<OwnNoteResponse>> {
    return readListPage(this.database, DRAFTS, query, [actingPerson()], toOwnNote);
  }

  /** What trainees signed and nobody has confirmed, of the patients of the person who asks; what waits longest first. */
  awaitingCosignature(query: PageQuery): Promise<Page<OwnNoteResponse>> {
    return readListPage(this.database, AWAITING, query, [actingPerson()], toOwnNote);
  }
}

interface OwnNoteRow {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string;
  readonly type: NoteType;
  readonly status: OwnNoteResponse['status'];
  readonly headline: string;
  readonly authorId: string;
  readonly authorName: string | null;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
  readonly mrn: string;
  readonly fullName: string;
  readonly wardName: string | null;
  readonly encounterStatus: string;
  readonly refusedTexts: number;
}

function toOwnNote(row: OwnNoteRow): OwnNoteResponse {
  const { id, patientId, encounterId, type, status, headline, version, mrn, fullName } = row;
  return {
    id,
    patientId,
    encounterId,
    patient: { id: patientId, mrn, fullName },
    wardName: row.wardName,
    encounterStatus: row.encounterStatus,
    type,
    title: NOTE_TYPES[type]?.title[requestContext().language] ?? type,
    status,
    author: personRef(row.authorId, row.authorName),
    headline,
    createdAt: row.createdAt.toISOString(),
    savedAt: row.updatedAt.toISOString(),
    version,
    refusedTexts: row.refusedTexts,
  };
}

/** $3 who asks. */
const DRAFTS: ListOfPages = {
  name: 'notes.drafts',
  entity: 'note',
  select: `SELECT n.id, n.patient_id, n.encounter_id, n.patient_id AS "patientId", n.encounter_id AS "encounterId", n.type, n.status,
    n.author_id AS "authorId", n.created_at AS "createdAt", n.updated_at AS "updatedAt", n.version FROM note n`,
  where: `n.author_id = $3::uuid AND n.status = 'draft'`,
  ...latestFirst('n', 'updated_at', 'updatedAt'),
  shows: `SELECT p.mrn, p.full_name AS "fullName", w.name AS "wardName", e.status AS "encounterStatus", author.full_name AS "authorName",
      (SELECT ${headlineSql('whole')} FROM note whole WHERE whole.id = item.id) AS headline,
      (SELECT count(*)::int FROM note_refused_text t
        WHERE t.note_id = item.id AND t.author_id = $3::uuid AND t.discarded_at IS NULL) AS "refusedTexts"
    FROM patient p LEFT JOIN encounter e ON e.id = item.encounter_id LEFT JOIN ward w ON w.id = e.ward_id
      LEFT JOIN staff_member author ON author.id = item."authorId"
    WHERE p.id = item.patient_id`,
};
/** $3 who asks. */
const AWAITING: ListOfPages = {
  ...DRAFTS,
  descending: undefined,
  name: 'notes.awaiting-cosignature',
  where: `n.status = 'awaiting-cosignature' AND n.author_id <> $3::uuid`,
  key: [{ sql: 'n.id', kind: 'uuid', field: 'id' }],
};
