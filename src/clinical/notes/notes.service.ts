import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/prisma.js';
import { hold } from '../../platform/database/held-row.js';
import { TasksService } from '../tasks/tasks.service.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { requireAmendable } from '../encounters/amending.queries.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { stateAfter } from '../../kernel/lifecycle.js';
import { invalidField, Problem, type ProblemKind } from '../../kernel/problem.js';
import { StaleVersion } from '../../kernel/stale-version.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { isDoctor } from '../../platform/routes/policy.js';
import type { DraftNoteDto, NoteTextDto } from './dto/note.dto.js';
import type { NoteResponse } from './dto/note.response.js';
import {
  isAuthor,
  keepVersion,
  NOTE,
  plain,
  REFUSALS,
  requireAuthor,
  requireData,
  requireType,
  type HeldNote,
} from './held-note.js';
import { transition, type NoteAction } from './note-state.rules.js';
import { isOfWholeStay, type NoteType } from './note-types.js';
import { noteProblems } from './notes.errors.js';
import { NotesQueries } from './notes.queries.js';
import { noteWords } from './notes.words.js';
import { pullValues } from './pulled-values.js';
import { keepRefused } from './refused-texts.js';
import { mergeSections, sameSections } from './section.rules.js';
import { currentTemplate, templateOf, usualTemplate } from './templates/templates.js';

/** A form has at most a dozen or two; more come from a machine that makes up names. */
const MOST_SECTIONS = 40;

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
    private readonly tasks: TasksService,
  ) {}

  /**
   * Begins with what the form takes from the chart; after the discharge as a late entry, about a time before it.
   * @throws Problem encounterNotFound, encounterClosed, recordClosed, lateEntryNotYours, noteTypeNotYours, templateUnknown
   */
  draft(encounterId: string, input: DraftNoteDto): Promise<NoteResponse> {
    return this.unitOfWork.write(async (tx) =>
      this.queries.getWithin(tx, await this.draftWithin(tx, encounterId, input)),
    );
  }

  /** The same inside a transaction that is already open. @returns the note's id */
  async draftWithin(tx: Tx, encounterId: string, input: DraftNoteDto): Promise<string> {
    const { type, template: code, sections: given, lateReason } = input;
    requireType(type);
    const template = code === undefined ? usualTemplate(type) : currentTemplate(code);
    if (code !== undefined && template?.type !== type) throw new Problem(noteProblems.templateUnknown);
    requireData(template, given);
    const sections = mergeSections([], given, template);
    const lateness = { effectiveAt: input.effectiveAt, lateReason, ofWholeStay: isOfWholeStay(type) };
    const { patientId, lateEntry, effectiveAt } = await this.encounters.requireChartable(tx, encounterId, lateness);
    const pulled = await pullValues(tx, encounterId, template);
    const form = { template: template?.code, templateVersion: template?.version, pulled: pulled && plain(pulled) };
    const late = { effectiveAt, lateEntry, lateReason: lateEntry ? lateReason : null };
    const whose = { patientId, encounterId, type };
    const data = { ...whose, ...form, ...late, sections: plain(sections), authorId: actingPerson() };
    const { id } = await tx.note.create({ data, select: { id: true } });
    await keepVersion(tx, { id, patientId, encounterId }, 1, sections);
    return id;
  }

  /** Whether an encounter has a note of a type that was not entered in error. */
  async hasWithin(tx: Tx, encounterId: string, type: NoteType): Promise<boolean> {
    const where = { encounterId, type, status: { not: 'entered-in-error' }, addendumTo: null };
    return (await tx.note.findFirst({ where, select: { id: true } })) !== null;
  }

  /**
   * Saves the sections that are named; the others stay, and every text saved is kept. What cannot be saved, since the note changed or
   * was signed meanwhile, or is somebody else's, is kept for who wrote it and told beside what the note says now. A save that came
   * already changes nothing more.
   * @throws Problem noteNotFound, notTheAuthor, noteSigned, noteInError; StaleVersion
   */
  async update(id: string, version: number, { sections: given }: NoteTextDto): Promise<NoteResponse> {
    const outcome = await this.unitOfWork.write(async (tx): Promise<NoteResponse | Refused> => {
      const note = await hold<HeldNote>(tx, NOTE, id);
      const keep = async () => (given.length > 0 ? await keepRefused(tx, note, given, version) : {});
      if (!isAuthor(note)) return { refused: noteProblems.notTheAuthor, note, besides: await keep() };
      const template = templateOf(note.template, note.templateVersion);
      const sections = mergeSections(note.sections, given, template);
      const step = transition(note.status, 'edit');
      if (step.ok && sameSections(sections, note.sections) && (note.version === version || given.length > 0)) {
        return this.queries.getWithin(tx, id);
      }
      if (note.version !== version || !step.ok) {
        const refused = note.version === version && !step.ok ? REFUSALS[step.code] : undefined;
        return { refused, note, besides: await keep() };
      }
      requireData(template, given);
      if (sections.length > MOST_SECTIONS) throw invalidField('/sections', 'array-max-size', noteWords.tooManySections);
      await tx.note.update({ where: { id }, data: { sections: plain(sections) }, select: { id: true } });
      await keepVersion(tx, note, note.version + 1, sections);
      return this.queries.getWithin(tx, id);
    });
    if (!('besides' in outcome)) return outcome;
    const { refused, note, besides } = outcome;
    if (refused) throw new Problem(refused, { extra: { currentStatus: note.status, ...besides } });
    throw new StaleVersion(NOTE.table, id, version, note.version, besides);
  }

  /**
   * Marks a note as entered in error; its text stays readable. For its author, and for every doctor.
   * @throws Problem noteNotFound, notTheAuthor, noteInError; StaleVersion
   */
  markInError(id: string, version: number, statusReason: string): Promise<NoteResponse> {
    return this.change(id, version, 'mark-in-error', async (tx, note) => {
      if (!isDoctor(requestContext().actor.role)) requireAuthor(note);
      await requireAmendable(tx, note.encounterId, { reason: statusReason });
      await tx.note.update({ where: { id }, data: { status: 'entered-in-error', statusReason }, select: { id: true } });
      await this.tasks.settleWithin(tx, id, ['cosignature']);
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

/** A save that was not made, and why: whose the note is or its state, or else its version. */
interface Refused {
  readonly refused: ProblemKind | undefined;
  readonly note: HeldNote;
  readonly besides: Readonly<Record<string, unknown>>;
}
