import { Injectable } from '@nestjs/common';
import { CareRelationship } from '../../platform/care/care-relationship.js';
import { StayRights } from '../../platform/care/stay-rights.js';
import type { Tx } from '../../platform/database/prisma.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { SwapBedsDto } from './dto/encounter.dto.js';
import type { EncounterResponse } from './dto/encounter.response.js';
import { EncounterChanges, type HeldEncounter } from './encounter-changes.service.js';
import { encounterProblems, requireAliveFor } from './encounters.errors.js';
import { encounterWords } from './encounters.words.js';
import { endStay, momentOf, presentOf, type CurrentStay } from './present.queries.js';

interface InBed {
  readonly encounter: HeldEncounter;
  readonly stay: CurrentStay & { readonly bedId: string };
  readonly now: Date;
}

/** Two patients of a ward change beds at one moment: neither is without one meanwhile, and nobody else gets in between. */
@Injectable()
export class SwapBedsService {
  constructor(
    private readonly changes: EncounterChanges,
    private readonly care: CareRelationship,
    private readonly rights: StayRights,
  ) {}

  /**
   * @throws Problem encounterNotFound, encounterClosed, afterDeath, stayOfAnotherWard, onLeave; validation when it is the same patient, one of
   *   both lies in no bed, or in another ward, or the other has left the bed where they were seen; StaleVersion
   */
  async swap(id: string, version: number, { withId, bedId }: SwapBedsDto): Promise<EncounterResponse> {
    if (withId === id) throw invalidField('/withId', 'with-oneself', encounterWords.swapWithOneself);
    const subject = { kind: 'encounter', id: withId };
    const wanted = await this.care.alsoSee(requestContext(), { action: 'encounter.transfer' }, subject);
    if (wanted === null) throw new Problem(encounterProblems.encounterNotFound);
    return this.changes.change(id, version, 'transfer', async (tx, encounter) => {
      const other = await this.inBed(tx, withId, await this.changes.holdWithin(tx, withId, 'transfer'));
      if (bedId !== undefined && other.stay.bedId !== bedId) {
        throw invalidField('/withId', 'moved-meanwhile', encounterWords.swapMovedMeanwhile);
      }
      const one = await this.inBed(tx, id, encounter);
      if (one.stay.wardId !== other.stay.wardId) {
        throw invalidField('/withId', 'another-ward', encounterWords.swapElsewhere);
      }
      const later = one.stay.startedAt > other.stay.startedAt ? one.stay.startedAt : other.stay.startedAt;
      const at = momentOf(undefined, one.now, later);
      for (const { encounter: each } of [one, other]) requireAliveFor('transfer', each, at);
      await endStay(tx, one.stay, at);
      await endStay(tx, other.stay, at);
      await this.lieDown(tx, id, one, other.stay.bedId, at);
      await this.lieDown(tx, withId, other, one.stay.bedId, at);
    });
  }

  private async inBed(tx: Tx, id: string, encounter: HeldEncounter): Promise<InBed> {
    await this.rights.requireWithin(tx, encounter);
    if (encounter.leaveSince !== null) throw new Problem(encounterProblems.onLeave);
    const { now, stay } = await presentOf(tx, id);
    if (!stay?.bedId) throw invalidField('/withId', 'without-bed', encounterWords.swapWithoutBed);
    return { encounter, stay: { ...stay, bedId: stay.bedId }, now };
  }

  private async lieDown(tx: Tx, encounterId: string, { encounter, stay }: InBed, bedId: string, startedAt: Date) {
    const { patientId } = encounter;
    const data = { encounterId, patientId, wardId: stay.wardId, bedId, startedAt };
    await tx.stay.create({ data, select: { id: true } });
    await this.changes.writeWithin(tx, encounterId, { wardId: stay.wardId });
  }
}
