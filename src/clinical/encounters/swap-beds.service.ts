import { Injectable } from '@nestjs/common';
import { CareRelationship } from '../../platform/care/care-relationship.js';
import { StayRights } from '../../platform/care/stay-rights.js';
import { WardEntries } from '../../platform/care/ward-entries.js';
import type { Tx } from '../../platform/database/prisma.js';
import { invalidField, Problem } from '../../kernel/problem.js';
import { requestContext, tellAlso } from '../../kernel/request-context.js';
import type { WardKind } from '../../hospital/wards/dto/ward.dto.js';
import { classAfterMove } from './class.rules.js';
import type { EncounterClass, SwapBedsDto } from './dto/encounter.dto.js';
import type { EncounterResponse } from './dto/encounter.response.js';
import { EncounterChanges, type HeldEncounter } from './encounter-changes.service.js';
import { encounterProblems, requireAliveFor } from './encounters.errors.js';
import { encounterWords } from './encounters.words.js';
import { placeRefusal } from './place.rules.js';
import { endStay, momentOf, presentOf, type CurrentStay } from './present.queries.js';

type Bed = CurrentStay & { readonly bedId: string };

interface InBed {
  readonly encounter: HeldEncounter;
  readonly stay: Bed;
  readonly now: Date;
}

/**
 * Two patients change beds at one moment: neither is without one meanwhile, and nobody else gets in between. Of two wards, each is
 * transferred to the other's, by who may transfer both; the movements of both wards tell of it.
 */
@Injectable()
export class SwapBedsService {
  constructor(
    private readonly changes: EncounterChanges,
    private readonly care: CareRelationship,
    private readonly rights: StayRights,
    private readonly entries: WardEntries,
  ) {}

  /**
   * @throws Problem encounterNotFound, encounterClosed, afterDeath, stayOfAnotherWard, onLeave; validation when it is the same patient, one of
   *   both lies in no bed, or may not lie in the other's ward, or the other has left the bed where they were seen; StaleVersion
   */
  async swap(id: string, version: number, { withId, bedId }: SwapBedsDto): Promise<EncounterResponse> {
    if (withId === id) throw invalidField('/withId', 'with-oneself', encounterWords.swapWithOneself);
    const subject = { kind: 'encounter', id: withId };
    const wanted = await this.care.alsoSee(requestContext(), { action: 'encounter.transfer' }, subject);
    if (wanted === null) throw new Problem(encounterProblems.encounterNotFound);
    return this.changes.change(id, version, 'transfer', async (tx, encounter) => {
      // A refusal tells of the other as well; that they lie elsewhere now is an event of theirs.
      tellAlso(wanted);
      const held = await this.changes.holdWithin(tx, withId, 'transfer');
      const other = await inBed(tx, withId, held);
      if (bedId !== undefined && other.stay.bedId !== bedId) {
        throw invalidField('/withId', 'moved-meanwhile', encounterWords.swapMovedMeanwhile);
      }
      const one = await inBed(tx, id, encounter);
      const later = one.stay.startedAt > other.stay.startedAt ? one.stay.startedAt : other.stay.startedAt;
      const at = momentOf(undefined, one.now, later);
      for (const { encounter: each } of [one, other]) requireAliveFor('transfer', each, at);
      const [placed, otherPlaced] = [
        await this.placedIn(tx, one, other.stay),
        await this.placedIn(tx, other, one.stay),
      ];
      await endStay(tx, one.stay, at);
      await endStay(tx, other.stay, at);
      await this.lieDown(tx, one, placed, at);
      await this.lieDown(tx, other, otherPlaced, at);
      requestContext().besides = undefined;
    });
  }

  /** What the stay of a patient becomes in another's place, once it may. @throws Problem stayOfAnotherWard, validation */
  private async placedIn(tx: Tx, { encounter }: InBed, { wardId, bedId }: Bed): Promise<Placed> {
    const { id, patientId } = encounter;
    const isElsewhere = wardId !== encounter.wardId;
    const fetched = await this.rights.requireWithin(tx, {
      ...encounter,
      ...(isElsewhere && { receivingWardId: wardId }),
    });
    if (!isElsewhere) return { wardId, bedId, class: encounter.class };
    const { kind } = await tx.ward.findUniqueOrThrow({ where: { id: wardId }, select: { kind: true } });
    const becomes = classAfterMove(encounter.class, kind as WardKind, undefined) ?? encounter.class;
    const refusal = placeRefusal(becomes, kind as WardKind, true);
    if (refusal) throw invalidField('/withId', refusal, encounterWords.swapUnfit);
    const reason = requestContext().reason ?? '';
    await this.entries.noteWithin(tx, { kind: 'transfer', patientId, encounterId: id, wardId, reason, fetched });
    return { wardId, bedId, class: becomes };
  }

  private async lieDown(
    tx: Tx,
    { encounter: { id, patientId } }: InBed,
    placed: Placed,
    startedAt: Date,
  ): Promise<void> {
    const { wardId, bedId } = placed;
    await tx.stay.create({ data: { encounterId: id, patientId, wardId, bedId, startedAt }, select: { id: true } });
    await this.changes.writeWithin(tx, id, { wardId, class: placed.class });
  }
}

/** Where a patient comes to lie, and what the stay is there. */
interface Placed {
  readonly wardId: string;
  readonly bedId: string;
  readonly class: EncounterClass;
}

/** @throws Problem onLeave, validation */
async function inBed(tx: Tx, id: string, encounter: HeldEncounter): Promise<InBed> {
  if (encounter.leaveSince !== null) throw new Problem(encounterProblems.onLeave);
  const { now, stay } = await presentOf(tx, id);
  if (!stay?.bedId) throw invalidField('/withId', 'without-bed', encounterWords.swapWithoutBed);
  return { encounter, stay: { ...stay, bedId: stay.bedId }, now };
}
