import { Injectable } from '@nestjs/common';
import { StayRights } from '../../platform/care/stay-rights.js';
import { WardEntries } from '../../platform/care/ward-entries.js';
import type { Tx } from '../../platform/database/prisma.js';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import type { WardKind } from '../../hospital/wards/dto/ward.dto.js';
import { WardsService } from '../../hospital/wards/wards.service.js';
import type { CancelTransferDto, EncounterClass } from './dto/encounter.dto.js';
import type { EncounterResponse } from './dto/encounter.response.js';
import { EncounterChanges } from './encounter-changes.service.js';
import { encounterProblems, requireFitting } from './encounters.errors.js';

/** A transfer is taken back as long as it can have been a slip; later the patient is moved again. */
const MOST_HOURS = 24;

interface LastStay {
  readonly id: string;
  readonly wardId: string;
  readonly bedId: string | null;
  readonly startedAt: Date;
  readonly kind: WardKind;
  readonly isRecent: boolean;
}

/**
 * Takes back a transfer that never was: the wrong patient, the wrong bed. The place from before goes on as if it had not ended, and the mistaken
 * one keeps its moment and no time, so that whoever asks sees both.
 */
@Injectable()
export class TakeTransferBackService {
  constructor(
    private readonly changes: EncounterChanges,
    private readonly wards: WardsService,
    private readonly entries: WardEntries,
    private readonly rights: StayRights,
  ) {}

  /**
   * @throws Problem encounterNotFound, encounterClosed, transferNotFound, transferTooOld, stayOfAnotherWard, onLeave, bedOccupied, placeClosed,
   *   validation when the class does not fit the place; StaleVersion
   */
  takeBack(id: string, version: number, { reason, class: asked }: CancelTransferDto): Promise<EncounterResponse> {
    requestContext().reason = reason.normalize();
    return this.changes.change(id, version, 'transfer', async (tx, encounter) => {
      const [mistaken, former] = await lastTwo(tx, id);
      if (!mistaken || !former) throw new Problem(encounterProblems.transferNotFound);
      const { wardId, bedId } = former;
      const fetched = await this.rights.requireWithin(tx, { ...encounter, receivingWardId: wardId });
      if (encounter.leaveSince !== null) throw new Problem(encounterProblems.onLeave);
      if (!mistaken.isRecent) throw new Problem(encounterProblems.transferTooOld);
      const becomes = asked ?? classBefore(encounter.class, mistaken.kind, former.kind);
      // Before the place is held: the bed that the patient left may have been marked for cleaning by that.
      await this.wards.returnToBedWithin(tx, bedId);
      await this.wards.holdPlaceWithin(tx, { wardId, bedId: bedId ?? undefined });
      requireFitting(becomes, former.kind, bedId);
      if (wardId !== mistaken.wardId) {
        const { patientId } = encounter;
        await this.entries.noteWithin(tx, { kind: 'transfer', patientId, encounterId: id, wardId, reason, fetched });
      }
      await tx.stay.update({ where: { id: mistaken.id }, data: { endedAt: mistaken.startedAt }, select: { id: true } });
      await tx.stay.update({ where: { id: former.id }, data: { endedAt: null }, select: { id: true } });
      await tx.encounter.update({ where: { id }, data: { wardId, class: becomes }, select: { id: true } });
    });
  }
}

/** An emergency became inpatient by coming to an inpatient ward (class.rules), and is one again where that is taken back. */
const classBefore = (present: EncounterClass, mistaken: WardKind, former: WardKind): EncounterClass =>
  present === 'inpatient' && mistaken === 'inpatient' && former === 'emergency' ? 'emergency' : present;

/** The place that goes on, and the one before it, without such as were taken back. */
const lastTwo = (tx: Tx, encounterId: string): Promise<LastStay[]> => tx.$queryRaw<LastStay[]>`
  SELECT s.id, s.ward_id AS "wardId", s.bed_id AS "bedId", s.started_at AS "startedAt", w.kind,
      s.started_at > now() - make_interval(hours => ${MOST_HOURS}::int) AS "isRecent"
    FROM stay s JOIN ward w ON w.id = s.ward_id
   WHERE s.encounter_id = ${encounterId}::uuid AND s.ended_at IS DISTINCT FROM s.started_at
   ORDER BY s.started_at DESC, s.id DESC LIMIT 2`;
