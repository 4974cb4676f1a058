import type { Prisma, Tx } from '../../platform/database/prisma.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import type { Refusals } from '../../kernel/lifecycle.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { disorderWords, missingWords } from './note.mapper.js';
import type { NoteRefusal, NoteState } from './note-state.rules.js';
import { writesType, type NoteType } from './note-types.js';
import { noteProblems } from './notes.errors.js';
import type { PulledValue } from './pulled-values.js';
import { wrongData } from './section-data.rules.js';
import {
  disorderIn,
  missingIn,
  saysAnything,
  type Disorder,
  type GivenSection,
  type NoteSection,
} from './section.rules.js';
import type { NoteTemplate } from './templates/template.js';
import { templateOf } from './templates/templates.js';

/** A note as a change holds it. */
export interface HeldNote extends VersionedRow {
  readonly patientId: string;
  readonly encounterId: string;
  readonly type: NoteType;
  readonly status: NoteState;
  readonly sections: NoteSection[];
  readonly authorId: string;
  readonly addendumTo: string | null;
  readonly template: string | null;
  readonly templateVersion: number | null;
  readonly pulled: PulledValue[] | null;
  readonly contentHash: string | null;
  readonly effectiveAt: Date | null;
  readonly lateReason: string | null;
  readonly lateEntry: boolean;
}

export const NOTE: Holdable = {
  table: 'note',
  columns: `r.patient_id AS "patientId", r.encounter_id AS "encounterId", r.type, r.status, r.sections, r.author_id AS "authorId",
    r.addendum_to AS "addendumTo", r.template, r.template_version AS "templateVersion", r.pulled,
    r.content_hash AS "contentHash", r.effective_at AS "effectiveAt", r.late_reason AS "lateReason", r.late_entry AS "lateEntry"`,
  notFound: noteProblems.noteNotFound,
};

export const REFUSALS: Refusals<NoteRefusal> = {
  'note-not-signed': noteProblems.noteNotSigned,
  'note-already-signed': noteProblems.noteSigned,
  'note-signed-addendum-only': noteProblems.noteSigned,
  'note-in-error': noteProblems.noteInError,
};

/** As the database takes it: nothing that is undefined. */
export const plain = (list: readonly object[]): Prisma.InputJsonArray => JSON.parse(JSON.stringify(list)) as never;

export const isAuthor = ({ authorId }: HeldNote): boolean => authorId === actingPerson();

export function requireAuthor(note: HeldNote): void {
  if (!isAuthor(note)) throw new Problem(noteProblems.notTheAuthor);
}

export function requireType(type: NoteType): void {
  if (!writesType(requestContext().actor.role, type)) throw new Problem(noteProblems.noteTypeNotYours);
}

export function requireWords(sections: readonly NoteSection[]): void {
  if (!saysAnything(sections)) throw new Problem(noteProblems.noteEmpty);
}

/** What is signed says something, all that its form requires, and its moments one after the other. */
export function requireWhole({ sections, template, templateVersion }: HeldNote): void {
  requireWords(sections);
  const form = templateOf(template, templateVersion);
  const missing = missingIn(form, sections);
  if (missing.length === 0) return requireOrder(disorderIn(form, sections));
  const errors = missing.map((one) => ({
    pointer: `/sections/${one.section.code}`,
    rule: 'required-section',
    message: missingWords(one),
  }));
  throw new Problem(noteProblems.sectionsMissing, { errors });
}

function requireOrder(disorder: readonly Disorder[]): void {
  if (disorder.length === 0) return;
  const errors = disorder.map((one) => ({
    pointer: `/sections/${one.section.code}`,
    rule: 'out-of-order',
    message: disorderWords(one),
  }));
  throw new Problem(noteProblems.momentsOutOfOrder, { errors });
}

export function requireData(template: NoteTemplate | undefined, given: readonly GivenSection[]): void {
  const errors = wrongData(template, given);
  if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
}

/** Keeps what was saved, for ever. */
export async function keepVersion(
  tx: Tx,
  { id, patientId, encounterId }: { id: string; patientId: string; encounterId: string },
  number: number,
  sections: readonly NoteSection[],
): Promise<void> {
  const data = { noteId: id, patientId, encounterId, number, sections: plain(sections), savedBy: actingPerson() };
  await tx.noteVersion.create({ data, select: { id: true } });
}
