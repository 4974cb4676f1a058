import { Injectable } from '@nestjs/common';
import { stateAfter } from '../../kernel/lifecycle.js';
import { invalidField } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { hold } from '../../platform/database/held-row.js';
import { signingMoment } from '../../platform/keys/terminal-signature.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { WhoSigns } from '../../platform/security/who-signs.service.js';
import type { NoteResponse } from './dto/note.response.js';
import type { PatientSignatureDto } from './dto/patient-signature.dto.js';
import { NOTE, REFUSALS, type HeldNote } from './held-note.js';
import { transition } from './note-state.rules.js';
import { NotesQueries } from './notes.queries.js';
import { noteWords } from './notes.words.js';
import { drawingHash, isDrawing } from './patient-signature.rules.js';
import { Signatures } from './signatures.js';

/**
 * Puts the signature of a patient, or of who stands in for them, under a note that was signed: drawn, or confirmed before a witness.
 * Whoever stands by signs that it was so with their own key, over the note and the hash of what was drawn.
 */
@Injectable()
export class PatientSigningService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: NotesQueries,
    private readonly signatures: Signatures,
    private readonly whoSigns: WhoSigns,
  ) {}

  /** @throws Problem noteNotFound, noteNotSigned, noteInError, validation, ASKED_TO_SIGN */
  async sign(id: string, input: PatientSignatureDto): Promise<NoteResponse> {
    const { meaning, fullName, relation, idNumber, drawing, witness } = input;
    requireDrawnOrWitnessed(input);
    const shownBy = await this.whoSigns.show(input);
    return this.unitOfWork.write(async (tx) => {
      const note = await hold<HeldNote>(tx, NOTE, id);
      if (note.addendumTo !== null) await hold<HeldNote>(tx, NOTE, note.addendumTo);
      stateAfter(transition(note.status, 'add-addendum'), REFUSALS, note.status);
      const patient = {
        meaning,
        fullName,
        relation,
        idNumber: idNumber ?? null,
        method: drawing ? ('drawn' as const) : ('confirmed' as const),
        drawingHash: drawing ? drawingHash(drawing) : null,
        witness: witness ?? null,
      };
      await this.signatures.add(tx, note, { kind: 'patient', shownBy, signedAt: signingMoment(), patient, drawing });
      return this.queries.getWithin(tx, id);
    });
  }
}

function requireDrawnOrWitnessed({ drawing, witness }: PatientSignatureDto): void {
  if (drawing !== undefined && !isDrawing(drawing)) throw invalidField('/drawing', 'drawing', noteWords.drawing);
  if (drawing !== undefined) return;
  const isSomebodyElse = witness !== undefined && witness !== requestContext().actor.username;
  if (!isSomebodyElse) throw invalidField('/witness', 'drawn-or-witnessed', noteWords.drawnOrWitnessed);
}
