import { Injectable } from '@nestjs/common';
import { RecordedRead, subjectIn, type ReadOfOne } from '../../platform/audit/recorded-read.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { pageOf, readCursor, type PageQuery } from '../../platform/routes/pagination.js';
import { Problem } from '../../kernel/problem.js';
import { contentHash, type NoteSection } from './content-hash.js';
import type { NotePage, NoteResponse, NoteVerificationResponse, NoteVersionPage } from './dto/note.response.js';
import { NOTE_COLUMNS, NOTE_PEOPLE, personOf, toNoteSummary, toNoteText, type NoteRow } from './note.mapper.js';
import { noteProblems } from './notes.errors.js';

/** Reads notes: one with its addenda, an encounter's, the texts saved before, and whether a signature still fits. */
@Injectable()
export class NotesQueries {
  private readonly notes: RecordedRead<NoteRow & { readonly addenda: NoteRow[] }>;

  constructor(
    private readonly database: Database,
    private readonly encounters: EncountersService,
  ) {
    this.notes = new RecordedRead(database, NOTE);
  }

  /** @throws Problem noteNotFound */
  async get(id: string): Promise<NoteResponse> {
    const note = await this.notes.of(id);
    if (!note) throw new Problem(noteProblems.noteNotFound);
    return { ...toNoteText(note), addenda: note.addenda.map(toNoteText) };
  }

  /** As {@link get}, where the answer shows something else. @throws Problem noteNotFound */
  private async whole(id: string): Promise<NoteResponse> {
    return withAddenda(id, await this.database.query<NoteRow>(WHOLE, [id]));
  }

  /** As {@link get}, inside a transaction that has just written it. */
  async getWithin(tx: Tx, id: string): Promise<NoteResponse> {
    return withAddenda(id, await tx.$queryRawUnsafe<NoteRow[]>(WHOLE.text, id));
  }

  /** Notes and addenda of an encounter, the latest first. @throws Problem encounterNotFound */
  async ofEncounter(encounterId: string, query: PageQuery): Promise<NotePage> {
    const [after] = readCursor(query.cursor, ['uuid']) ?? [null];
    const [patientId, rows] = await Promise.all([
      this.encounters.patientOf(encounterId),
      this.database.query<NoteRow>(OF_ENCOUNTER, [encounterId, after, query.limit + 1]),
    ]);
    return { patientId, ...pageOf(rows, query, (row) => [row.id], toNoteSummary) };
  }

  /** Every text that was saved, the latest first. @throws Problem noteNotFound */
  async versions(id: string, query: PageQuery): Promise<NoteVersionPage> {
    const [before] = readCursor(query.cursor, ['text']) ?? [null];
    const [note, rows] = await Promise.all([
      this.whole(id),
      this.database.query<VersionRow>(VERSIONS, [id, Number(before ?? 1e9) || 0, query.limit + 1]),
    ]);
    const page = pageOf(
      rows,
      query,
      (row) => [String(row.number)],
      (row) => ({
        number: row.number,
        sections: row.sections,
        savedBy: personOf(row.saved_by, row.saver_name),
        savedAt: row.saved_at.toISOString(),
      }),
    );
    return { id, patientId: note.patientId, encounterId: note.encounterId, ...page };
  }

  /** Computes the hash of what is stored and holds it against the one signed. @throws Problem noteNotFound, noteNotSigned */
  async verify(id: string): Promise<NoteVerificationResponse> {
    const note = await this.whole(id);
    const { patientId, encounterId, signedBy, signedAt, contentHash: signedHash } = note;
    if (!signedBy || !signedAt || !signedHash) throw new Problem(noteProblems.noteNotSigned);
    const signature = { authorId: note.author.id, signedBy: signedBy.id, signedAt: new Date(signedAt) };
    const computedHash = contentHash({ ...note, ...signature });
    const matches = computedHash === signedHash;
    return { id, patientId, encounterId, algorithm: 'SHA-256', signedHash, computedHash, matches };
  }
}

function withAddenda(id: string, rows: readonly NoteRow[]): NoteResponse {
  const note = rows.find((row) => row.id === id);
  if (!note) throw new Problem(noteProblems.noteNotFound);
  return { ...toNoteText(note), addenda: rows.filter((row) => row !== note).map(toNoteText) };
}

interface VersionRow {
  number: number;
  sections: NoteSection[];
  saved_by: string;
  saver_name: string | null;
  saved_at: Date;
}

const WHOLE = {
  name: 'notes.whole',
  text: `SELECT ${NOTE_COLUMNS} FROM note n ${NOTE_PEOPLE} WHERE n.id = $1::uuid OR n.addendum_to = $1::uuid
    ORDER BY n.id LIMIT 201`,
};
const NOTE: ReadOfOne = {
  name: 'notes.read',
  kind: 'note',
  entity: 'note',
  subject: subjectIn('note'),
  shows: `SELECT ${NOTE_COLUMNS}, (SELECT coalesce(json_agg(addendum ORDER BY addendum.id), '[]') FROM
      (SELECT ${NOTE_COLUMNS} FROM note n ${NOTE_PEOPLE} WHERE n.addendum_to = asked.entity_id ORDER BY n.id LIMIT 200) addendum) AS addenda
    FROM note n ${NOTE_PEOPLE} WHERE n.id = asked.entity_id`,
};
const OF_ENCOUNTER = {
  name: 'notes.ofEncounter',
  text: `SELECT ${NOTE_COLUMNS} FROM note n ${NOTE_PEOPLE}
    WHERE n.encounter_id = $1 AND ($2::uuid IS NULL OR n.id < $2::uuid) ORDER BY n.id DESC LIMIT $3`,
};
const VERSIONS = {
  name: 'notes.versions',
  text: `SELECT v.number, v.sections, v.saved_by, s.full_name AS saver_name, v.saved_at
    FROM note_version v LEFT JOIN staff_member s ON s.id = v.saved_by
    WHERE v.note_id = $1 AND v.number < $2 ORDER BY v.number DESC LIMIT $3`,
};
