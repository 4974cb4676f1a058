import { Injectable } from '@nestjs/common';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { hold, type Holdable, type VersionedRow } from '../../platform/database/held-row.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { stateAfter, type Refusals } from '../../kernel/lifecycle.js';
import { Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { isDoctor } from '../../platform/routes/policy.js';
import { contentHash, type NoteSection } from './content-hash.js';
import type { AddendumDto, DraftNoteDto, NoteTextDto } from './dto/note.dto.js';
import type { NoteResponse } from './dto/note.response.js';
import { transition, type NoteAction, type NoteRefusal, type NoteState } from './note-state.rules.js';
import { writesType, type NoteType } from './note-types.js';
import { noteProblems } from './notes.errors.js';
import { NotesQueries } from './notes.queries.js';

interface HeldNote extends VersionedRow {
  readonly patientId: string;
  readonly encounterId: string;
  readonly type: NoteType;
  readonly status: NoteState;
  readonly sections: NoteSection[];
  readonly authorId: string;
  readonly addendumTo: string | null;
}

const NOTE: Holdable = {
  table: 'note',
  columns: `r.patient_id AS "patientId", r.encounter_id AS "encounterId", r.type, r.status, r.sections, r.author_id AS "authorId",
    r.addendum_to AS "addendumTo"`,
  notFound: noteProblems.noteNotFound,
};

const REFUSALS: Refusals<NoteRefusal> = {
  'note-not-signed': noteProblems.noteNotSigned,
  'note-already-signed': noteProblems.noteSigned,
  'note-signed-addendum-only': noteProblems.noteSigned,
  'note-in-error': noteProblems.noteInError,
};

/**
 * Writes notes. A draft belongs to its author; what is signed stays, and addenda answer it. A draft begun before the
 * discharge may still be finished and signed after it; only a new note needs an open encounter.
 */
@Injectable()
export class NotesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly encounters: EncountersService,
    private readonly queries: NotesQueries,
  ) {}

  /**
   * Begins a note; after the discharge as a late entry, about a time before it.
   * @throws Problem encounterNotFound, encounterClosed, recordClosed, lateEntryNotYours, noteTypeNotYours
   */
  draft(encounterId: string, { type, sections, effectiveAt, lateReason }: DraftNoteDto): Promise<NoteResponse> {
    requireType(type);
    return this.unitOfWork.write(async (tx) => {
      const { patientId, lateEntry } = await this.encounters.requireChartable(tx, encounterId, {
        effectiveAt,
        lateReason,
      });
      const late = { effectiveAt, lateEntry, lateReason: lateEntry ? lateReason : null };
      const data = { patientId, encounterId, type, sections: json(sections), authorId: actingPerson(), ...late };
      const { id } = await tx.note.create({ data, select: { id: true } });
      await keepVersion(tx, { id, patientId, encounterId }, 1, sections);
      return this.queries.getWithin(tx, id);
    });
  }

  /** Saves a draft; every text saved is kept. @throws Problem noteNotFound, notTheAuthor, noteSigned, noteInError; StaleVersion */
  update(id: string, version: number, { sections }: NoteTextDto): Promise<NoteResponse> {
    return this.change(id, version, 'edit', async (tx, note) => {
      requireAuthor(note);
      await tx.note.update({ where: { id }, data: { sections: json(sections) }, select: { id: true } });
      await keepVersion(tx, note, note.version + 1, sections);
    });
  }

  /**
   * Signs a draft: from now on neither the service nor the database changes it.
   * @throws Problem noteNotFound, notTheAuthor, noteSigned, noteInError, noteEmpty; StaleVersion
   */
  sign(id: string, version: number): Promise<NoteResponse> {
    return this.change(id, version, 'sign', async (tx, note) => {
      requireAuthor(note);
      requireWords(note.sections);
      const signature = signatureOf(note);
      await tx.note.update({ where: { id }, data: { status: 'signed', ...signature }, select: { id: true } });
    });
  }

  /**
   * Adds to a signed note, signed at once: who adds a line to what is signed does not expect a second step. Possible after
   * the discharge, and more than one person may do it.
   * @throws Problem noteNotFound, noteNotSigned, noteInError, noteTypeNotYours, noteEmpty
   */
  addAddendum(id: string, { sections, lateReason }: AddendumDto): Promise<NoteResponse> {
    return this.unitOfWork.write(async (tx) => {
      const note = await hold<HeldNote>(tx, NOTE, id);
      stateAfter(transition(note.status, 'add-addendum'), REFUSALS, note.status);
      requireType(note.type);
      requireWords(sections);
      const { patientId, encounterId, type } = note;
      // An addendum to an addendum stands beside the note itself.
      const data = {
        patientId,
        encounterId,
        type,
        sections: json(sections),
        authorId: actingPerson(),
        addendumTo: note.addendumTo ?? id,
        lateReason,
      };
      const added = await tx.note.create({ data, select: { id: true } });
      await keepVersion(tx, { id: added.id, patientId, encounterId }, 1, sections);
      const signature = signatureOf({ ...data, sections, id: added.id });
      await tx.note.update({ where: { id: added.id }, data: { status: 'signed', ...signature }, select: { id: true } });
      return this.queries.getWithin(tx, added.id);
    });
  }

  /**
   * Marks a note as entered in error; its text stays readable. For its author, and for every doctor.
   * @throws Problem noteNotFound, notTheAuthor, noteInError; StaleVersion
   */
  markInError(id: string, version: number, statusReason: string): Promise<NoteResponse> {
    return this.change(id, version, 'mark-in-error', async (tx, note) => {
      if (!isDoctor(requestContext().actor.role)) requireAuthor(note);
      await tx.note.update({ where: { id }, data: { status: 'entered-in-error', statusReason }, select: { id: true } });
    });
  }

  private change(
    id: string,
    version: number,
    action: NoteAction,
    work: (tx: Tx, note: HeldNote) => Promise<void>,
  ): Promise<NoteResponse> {
    return this.unitOfWork.change<HeldNote, NoteResponse>(NOTE, { id, version }, async (tx, note) => {
      stateAfter(transition(note.status, action), REFUSALS, note.status);
      await work(tx, note);
      return this.queries.getWithin(tx, id);
    });
  }
}

const json = (sections: readonly NoteSection[]): Prisma.InputJsonArray =>
  sections.map(({ code, text }) => ({ code, text }));

function requireAuthor({ authorId }: HeldNote): void {
  if (authorId !== actingPerson()) throw new Problem(noteProblems.notTheAuthor);
}

function requireType(type: NoteType): void {
  if (!writesType(requestContext().actor.role, type)) throw new Problem(noteProblems.noteTypeNotYours);
}

function requireWords(sections: readonly NoteSection[]): void {
  if (!sections.some(({ text }) => text.trim() !== '')) throw new Problem(noteProblems.noteEmpty);
}

function signatureOf(note: Omit<Parameters<typeof contentHash>[0], 'signedBy' | 'signedAt'>) {
  const signature = { signedBy: actingPerson(), signedAt: new Date() };
  return { ...signature, contentHash: contentHash({ ...note, ...signature }) };
}

async function keepVersion(
  tx: Tx,
  { id, patientId, encounterId }: { id: string; patientId: string; encounterId: string },
  number: number,
  sections: readonly NoteSection[],
): Promise<void> {
  const data = { noteId: id, patientId, encounterId, number, sections: json(sections), savedBy: actingPerson() };
  await tx.noteVersion.create({ data, select: { id: true } });
}
