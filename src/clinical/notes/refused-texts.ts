import { Injectable } from '@nestjs/common';
import { personRef } from '../../kernel/person-ref.response.js';
import { Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import { Database } from '../../platform/database/database.js';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import type { RefusedTextList, RefusedTextResponse } from './dto/refused-text.response.js';
import { noteProblems } from './notes.errors.js';
import type { GivenSection, NoteSection } from './section.rules.js';
import { WordDiff } from './word-diff.js';

/** A note that a text met, and the version that its writer had read. */
export interface Met {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string;
  readonly version: number;
  readonly sections: readonly NoteSection[];
}

/**
 * Keeps what somebody wrote and could not save, for that person alone, until they put it away.
 * @returns what the refusal tells: both texts of the sections that were sent, what differs word by word, and under which id it is kept
 */
export async function keepRefused(
  tx: Tx,
  note: Met,
  sent: readonly GivenSection[],
  readVersion: number,
): Promise<Readonly<Record<string, unknown>>> {
  const { id: noteId, patientId, encounterId, version: metVersion } = note;
  const sections = JSON.parse(JSON.stringify(sent)) as Prisma.InputJsonArray;
  const authorId = actingPerson();
  const data = { noteId, patientId, encounterId, authorId, readVersion, metVersion, sections };
  const { id } = await tx.noteRefusedText.create({ data, select: { id: true } });
  return { keptAs: id, ...bothTexts(note.sections, sent) };
}

/** Both texts of the sections that were sent, and what differs from what is stored to what was sent. */
function bothTexts(stored: readonly NoteSection[], sent: readonly GivenSection[]) {
  const current = stored.filter(({ code }) => sent.some((section) => section.code === code));
  const yours = sent.map(({ code, text, data }): NoteSection => {
    const before = current.find((section) => section.code === code);
    const kept = data ?? before?.data;
    return { code, text: text ?? before?.text ?? '', ...(kept && { data: kept }) };
  });
  return { current, yours, diff: new WordDiff().between(current, yours) };
}

interface RefusedRow {
  readonly id: string;
  readonly readVersion: number;
  readonly metVersion: number;
  readonly sections: GivenSection[];
  readonly keptAt: Date;
}
interface OwnTexts {
  readonly patientId: string;
  readonly encounterId: string;
  readonly sections: NoteSection[];
  readonly authorId: string;
  readonly authorName: string | null;
  readonly texts: (Omit<RefusedRow, 'keptAt'> & { keptAt: string })[];
}

/** The texts of a note that the person asking could not save. */
@Injectable()
export class RefusedTexts {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
  ) {}

  /** The latest first; at most 50. @throws Problem noteNotFound */
  async ofNote(id: string): Promise<RefusedTextList> {
    const [note] = await this.database.query<OwnTexts>(OF_NOTE, [id, actingPerson()]);
    if (!note) throw new Problem(noteProblems.noteNotFound);
    const { patientId, encounterId, texts } = note;
    const items = texts.map(({ sections, keptAt, ...text }): RefusedTextResponse => {
      const { current, yours, diff } = bothTexts(note.sections, sections);
      return { ...text, keptAt: new Date(keptAt).toISOString(), current, yours, diff } as RefusedTextResponse;
    });
    return { id, patientId, encounterId, author: personRef(note.authorId, note.authorName), items, next: null };
  }

  /** Puts a text away; it stays in the database and on the trail. @throws Problem refusedTextNotFound */
  async discard(noteId: string, textId: string): Promise<void> {
    await this.unitOfWork.write(async (tx) => {
      const where = { id: textId, noteId, authorId: actingPerson(), discardedAt: null };
      const { count } = await tx.noteRefusedText.updateMany({ where, data: { discardedAt: new Date() } });
      if (count === 0) throw new Problem(noteProblems.refusedTextNotFound);
    });
  }
}

const OF_NOTE = {
  name: 'notes.refused-texts',
  text: `SELECT n.patient_id AS "patientId", n.encounter_id AS "encounterId", n.sections, n.author_id AS "authorId",
      author.full_name AS "authorName", (SELECT coalesce(json_agg(kept ORDER BY kept.id DESC), '[]') FROM (
        SELECT t.id, t.read_version AS "readVersion", t.met_version AS "metVersion", t.sections, t.kept_at AS "keptAt"
          FROM note_refused_text t WHERE t.note_id = n.id AND t.author_id = $2::uuid AND t.discarded_at IS NULL
         ORDER BY t.id DESC LIMIT 50) kept) AS texts
    FROM note n LEFT JOIN staff_member author ON author.id = n.author_id WHERE n.id = $1::uuid`,
};
