import { Injectable } from '@nestjs/common';
import { stateAfter } from '../../kernel/lifecycle.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { hold, holdVersion } from '../../platform/database/held-row.js';
import type { Tx } from '../../platform/database/prisma.js';
import { TasksService } from '../tasks/tasks.service.js';
import { signingMoment, terminalSignature } from '../../platform/keys/terminal-signature.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { WhoSigns } from '../../platform/security/who-signs.service.js';
import { requireNoContradiction, tellConfirmed } from './contradictions.js';
import { contentHash } from './content-hash.rules.js';
import type { SignedAddendumDto, SignNoteDto, TakeOverDto } from './dto/sign-note.dto.js';
import type { NoteResponse } from './dto/note.response.js';
import { Signatures } from './signatures.js';
import { digestOf } from './signed-content.rules.js';
import {
  keepVersion,
  NOTE,
  plain,
  REFUSALS,
  requireAuthor,
  requireData,
  requireType,
  requireWhole,
  requireWords,
  type HeldNote,
} from './held-note.js';
import { signingOf, transition } from './note-state.rules.js';
import { noteProblems } from './notes.errors.js';
import { NotesQueries } from './notes.queries.js';
import { mergeSections, TAKEN_OVER } from './section.rules.js';
import { requireOpenHandover } from './taking-over.js';
import { noteWords } from './notes.words.js';

/**
 * Signs notes. From then on neither the service nor the database changes them. Whoever signs a note, confirms it or adds to it holds
 * the note, so that the chain of its signatures has one order.
 */
@Injectable()
export class SigningService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: NotesQueries,
    private readonly signatures: Signatures,
    private readonly whoSigns: WhoSigns,
    private readonly tasks: TasksService,
  ) {}

  /**
   * What a trainee signs waits for a doctor's signature.
   * @throws Problem noteNotFound, notTheAuthor, noteSigned, noteInError, noteEmpty, sectionsMissing, momentsOutOfOrder, noteContradicts, ASKED_TO_SIGN; StaleVersion
   */
  async sign(id: string, version: number, shown: SignNoteDto | undefined): Promise<NoteResponse> {
    const shownBy = await this.whoSigns.show(shown);
    tellConfirmed(shown?.confirmed);
    return this.unitOfWork.change<HeldNote, NoteResponse>(NOTE, { id, version }, async (tx, note) => {
      const status = stateAfter(transition(note.status, action()), REFUSALS, note.status);
      requireAuthor(note);
      requireWhole(note);
      await requireNoContradiction(tx, note, shown?.confirmed);
      await this.signAsAuthor(tx, note, status, { shownBy, signedAt: signingMoment() });
      return this.queries.getWithin(tx, id);
    });
  }

  /**
   * Adds to a signed note, signed at once: who adds a line to what is signed does not expect a second step. Possible after
   * the discharge, and more than one person may do it.
   * @throws Problem noteNotFound, noteNotSigned, noteInError, noteTypeNotYours, noteEmpty, ASKED_TO_SIGN
   */
  addAddendum(id: string, input: SignedAddendumDto): Promise<NoteResponse> {
    const taken = input.sections.findIndex(({ code }) => code === TAKEN_OVER);
    if (taken >= 0) throw invalidField(`/sections/${taken}/code`, 'own-way', noteWords.takenOverElsewhere);
    return this.addTo(id, input);
  }

  /**
   * The next shift takes a handover over: a signed addendum, once for each, by somebody else than its author.
   * @throws Problem noHandover, ownHandover, handoverTaken (by whom, when), and as {@link addAddendum}
   */
  takeOver(id: string, { readBack, ...shown }: TakeOverDto): Promise<NoteResponse> {
    return this.addTo(id, { ...shown, sections: [{ code: TAKEN_OVER, text: readBack }] }, requireOpenHandover);
  }

  private async addTo(
    id: string,
    input: SignedAddendumDto,
    requireMore?: (tx: Tx, note: HeldNote) => Promise<void>,
  ): Promise<NoteResponse> {
    const { sections: given, lateReason = null } = input;
    requireData(undefined, given);
    const sections = mergeSections([], given, undefined);
    const shownBy = await this.whoSigns.show(input);
    return this.unitOfWork.write(async (tx) => {
      const asked = await hold<HeldNote>(tx, NOTE, id);
      // An addendum to an addendum stands beside the note itself.
      const note = asked.addendumTo === null ? asked : await hold<HeldNote>(tx, NOTE, asked.addendumTo);
      for (const { status } of [asked, note]) stateAfter(transition(status, 'add-addendum'), REFUSALS, status);
      requireType(note.type);
      requireWords(sections);
      await requireMore?.(tx, note);
      const { patientId, encounterId, type } = note;
      const data = { patientId, encounterId, type, authorId: actingPerson(), addendumTo: note.id };
      const signedAt = signingMoment();
      const added = await tx.note.create({
        data: { ...addendumId(note.id, signedAt), ...data, lateReason, sections: plain(sections) },
        select: { id: true },
      });
      await keepVersion(tx, { id: added.id, patientId, encounterId }, 1, sections);
      const form = { template: null, templateVersion: null, pulled: null, contentHash: null, effectiveAt: null };
      const late = { lateReason, lateEntry: false };
      const draft: HeldNote = { ...data, ...form, ...late, id: added.id, version: 1, status: 'draft', sections };
      const status = stateAfter(transition('draft', action()), REFUSALS, 'draft');
      await this.signAsAuthor(tx, draft, status, { shownBy, signedAt });
      return this.queries.getWithin(tx, added.id);
    });
  }

  /**
   * A doctor confirms what a trainee signed, or stands by what a colleague did; each once, and nobody their own.
   * @throws Problem noteNotFound, noteNotSigned, noteInError, cosignedAlready, ASKED_TO_SIGN; StaleVersion
   */
  async cosign(id: string, version: number, shown: SignNoteDto | undefined): Promise<NoteResponse> {
    const shownBy = await this.whoSigns.show(shown);
    return this.unitOfWork.write(async (tx) => {
      const note = await holdVersion<HeldNote>(tx, NOTE, { id, version });
      if (note.addendumTo !== null) await hold<HeldNote>(tx, NOTE, note.addendumTo);
      const status = stateAfter(transition(note.status, 'cosign'), REFUSALS, note.status);
      const where = { noteId: id, signerId: actingPerson(), kind: { in: ['author', 'cosigner'] } };
      if (note.authorId === actingPerson() || (await tx.noteSignature.findFirst({ where, select: { id: true } }))) {
        throw new Problem(noteProblems.cosignedAlready);
      }
      await this.signatures.add(tx, note, { kind: 'cosigner', shownBy, signedAt: signingMoment() });
      await tx.note.update({ where: { id }, data: { status }, select: { id: true } });
      await this.tasks.settleWithin(tx, id, ['cosignature']);
      return this.queries.getWithin(tx, id);
    });
  }

  private async signAsAuthor(
    tx: Tx,
    note: HeldNote,
    status: string,
    { shownBy, signedAt }: { readonly shownBy: string; readonly signedAt: Date },
  ): Promise<void> {
    const signedBy = actingPerson();
    const hash = contentHash({ ...note, signedBy, signedAt });
    await this.signatures.add(tx, { ...note, contentHash: hash }, { kind: 'author', shownBy, signedAt });
    const data = { status, signedBy, signedAt, contentHash: hash };
    await tx.note.update({ where: { id: note.id }, data, select: { id: true } });
    if (status !== 'awaiting-cosignature') return;
    const { id: focusId, patientId, encounterId } = note;
    await this.tasks.openWithin(tx, { kind: 'cosignature', patientId, encounterId, focus: 'note', focusId });
  }
}

const action = () => signingOf(requestContext().actor.role);

/**
 * The id of an addendum that a terminal signs: what it signed names it, and the row is made after that. It follows from what is signed and
 * when, in the form of version 7; the database makes all others.
 */
function addendumId(rootId: string, at: Date): { id: string } | undefined {
  const asked = terminalSignature();
  if (!asked) return undefined;
  const digest = digestOf([rootId, actingPerson(), at.toISOString(), asked.thumbprint].join(' '));
  const hex = `${at.getTime().toString(16).padStart(12, '0')}7${digest.slice(0, 3)}8${digest.slice(3, 18)}`;
  return { id: hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5') };
}
