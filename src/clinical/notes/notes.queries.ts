import { personRef } from '../../kernel/person-ref.response.js';
import { Injectable } from '@nestjs/common';
import { RecordedRead, subjectIn, type ReadOfOne } from '../../platform/audit/recorded-read.js';
import { Database } from '../../platform/database/database.js';
import type { Tx } from '../../platform/database/prisma.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { newestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import type { PageQuery } from '../../platform/routes/pagination.js';
import { Problem } from '../../kernel/problem.js';
import type { NoteSection } from './section.rules.js';
import { WordDiff } from './word-diff.js';
import type { NotePage, NoteResponse, NoteVersionPage, NoteVersionResponse } from './dto/note.response.js';
import {
  NOTE_COLUMNS,
  NOTE_PEOPLE,
  NOTE_SIGNATURES,
  toMissing,
  toNoteSummary,
  toNoteText,
  type NoteRow,
} from './note.mapper.js';
import { noteProblems } from './notes.errors.js';

/** Reads notes: one with its addenda, an encounter's, and the texts saved before. */
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
    return { ...toNoteText(note), missing: toMissing(note), addenda: note.addenda.map(toNoteText) };
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
    const [patientId, page] = await Promise.all([
      this.encounters.patientOf(encounterId),
      readPage(this.database, OF_ENCOUNTER, query, [encounterId], toNoteSummary),
    ]);
    return { patientId, ...page };
  }

  /** Every text that was saved, the latest first. @throws Problem noteNotFound */
  async versions(id: string, query: PageQuery): Promise<NoteVersionPage> {
    const diff = new WordDiff();
    const [note, page] = await Promise.all([
      this.whole(id),
      readPage(this.database, VERSIONS, query, [id], (row: VersionRow) => toVersion(row, diff)),
    ]);
    const { patientId, encounterId, textWithheld } = note;
    const items = textWithheld ? page.items.map((item) => ({ ...item, sections: [], changes: [] })) : page.items;
    return { id, patientId, encounterId, items, next: page.next };
  }
}

function withAddenda(id: string, rows: readonly NoteRow[]): NoteResponse {
  const note = rows.find((row) => row.id === id);
  if (!note) throw new Problem(noteProblems.noteNotFound);
  const addenda = rows.filter((row) => row !== note).map(toNoteText);
  return { ...toNoteText(note), missing: toMissing(note), addenda };
}

interface VersionRow {
  readonly number: number;
  readonly sections: NoteSection[];
  readonly before: NoteSection[] | null;
  readonly savedBy: string;
  readonly saverName: string | null;
  readonly savedAt: Date;
}

const toVersion = ({ number, sections, before, savedBy, saverName, savedAt }: VersionRow, diff: WordDiff) => ({
  number,
  sections: sections as NoteVersionResponse['sections'],
  changes: diff.between(before ?? [], sections) as NoteVersionResponse['changes'],
  savedBy: personRef(savedBy, saverName),
  savedAt: savedAt.toISOString(),
});

const WHOLE = {
  name: 'notes.whole',
  text: `SELECT ${NOTE_COLUMNS}, ${NOTE_SIGNATURES} FROM note n ${NOTE_PEOPLE} WHERE n.id = $1::uuid OR n.addendum_to = $1::uuid
    ORDER BY n.id LIMIT 201`,
};
const NOTE: ReadOfOne = {
  name: 'notes.read',
  kind: 'note',
  entity: 'note',
  subject: subjectIn('note'),
  shows: `SELECT ${NOTE_COLUMNS}, ${NOTE_SIGNATURES}, (SELECT coalesce(json_agg(addendum ORDER BY addendum.id), '[]') FROM
      (SELECT ${NOTE_COLUMNS}, ${NOTE_SIGNATURES} FROM note n ${NOTE_PEOPLE} WHERE n.addendum_to = asked.entity_id ORDER BY n.id LIMIT 200) addendum) AS addenda
    FROM note n ${NOTE_PEOPLE} WHERE n.id = asked.entity_id`,
};
const OF_ENCOUNTER: KeysetList = {
  name: 'notes.ofEncounter',
  select: `SELECT ${NOTE_COLUMNS} FROM note n ${NOTE_PEOPLE}`,
  where: 'n.encounter_id = $1',
  ...newestFirst('n'),
};
const VERSIONS: KeysetList = {
  name: 'notes.versions',
  select: `SELECT v.number, v.sections, v.saved_by AS "savedBy", s.full_name AS "saverName", v.saved_at AS "savedAt",
      (SELECT b.sections FROM note_version b WHERE b.note_id = v.note_id AND b.number < v.number
        ORDER BY b.number DESC LIMIT 1) AS before
    FROM note_version v LEFT JOIN staff_member s ON s.id = v.saved_by`,
  where: 'v.note_id = $1',
  key: [{ sql: 'v.number', kind: 'whole', field: 'number' }],
  descending: true,
};
