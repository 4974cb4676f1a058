import { Injectable } from '@nestjs/common';
import { requestContext } from '../../kernel/request-context.js';
import { Database } from '../../platform/database/database.js';
import { newestFirst, readPage, type KeysetList } from '../../platform/routes/keyset.js';
import { may } from '../../platform/routes/policy.js';
import { foldName } from '../patients/name.rules.js';
import type { FoundNotesQuery } from './dto/found-notes.dto.js';
import type { FoundNotePage, FoundNoteResponse } from './dto/found-notes.response.js';
import { NOTE_COLUMNS, NOTE_PEOPLE, readsText, toNoteSummary, type NoteRow } from './note.mapper.js';
import { placesOf } from './found-places.rules.js';

/** Words that are looked for, at most. */
const MOST_WORDS = 8;

/** Looks for words in the notes of one patient. */
@Injectable()
export class FoundNotesQueries {
  constructor(private readonly database: Database) {}

  /** The newest first. What was entered in error is found by whom it is shown to; drafts by their authors. */
  async find(patientId: string, query: FoundNotesQuery): Promise<FoundNotePage> {
    const words = foldName(query.q ?? '')
      .split(' ')
      .filter(Boolean)
      .slice(0, MOST_WORDS);
    const { actor } = requestContext();
    const values = [patientId, words.map((word) => `% ${word}%`), actor.id, may(actor.role, 'note.read-in-error')];
    const page = await readPage(this.database, FOUND, query, values, (row: NoteRow): FoundNoteResponse => ({
      ...toNoteSummary(row),
      found: readsText(row) ? placesOf(row.sections, words) : [],
    }));
    return { patientId, ...page };
  }
}

const FOUND: KeysetList = {
  name: 'notes.found',
  select: `SELECT ${NOTE_COLUMNS} FROM note n ${NOTE_PEOPLE}`,
  where: `n.patient_id = $1::uuid AND (n.status <> 'draft' OR n.author_id = $3::uuid)
    AND (n.status <> 'entered-in-error' OR n.author_id = $3::uuid OR $4::boolean OR cardinality($2::text[]) = 0)
    AND ' ' || coalesce(n.words, note_words(n.sections)) LIKE ALL ($2::text[])`,
  ...newestFirst('n'),
};
