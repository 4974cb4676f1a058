import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import { StayRights } from '../../platform/care/stay-rights.js';
import { EncounterChanges } from './encounter-changes.service.js';
import { encounterProblems } from './encounters.errors.js';
import type { TriageDto } from './dto/arrival.dto.js';
import type { EncounterResponse } from './dto/encounter.response.js';
import { momentOf, presentOf } from './present.queries.js';
import { waitsToBeSeen } from './triage.rules.js';

/** What happens between the arrival and the doctor: triage, and being called in. Each is for the ward where the patient is. */
@Injectable()
export class ArrivalService {
  constructor(
    private readonly changes: EncounterChanges,
    private readonly rights: StayRights,
  ) {}

  /**
   * Says how urgent it is; said anew when it changes, what was said before stays on the trail.
   * @throws Problem encounterNotFound, encounterClosed, triageNotMeant, stayOfAnotherWard, validation; StaleVersion
   */
  triage(id: string, version: number, { level, reason, at }: TriageDto): Promise<EncounterResponse> {
    return this.changes.change(id, version, 'course', async (tx, encounter) => {
      await this.rights.requireWithin(tx, encounter);
      if (!waitsToBeSeen(encounter.class)) throw new Problem(encounterProblems.triageNotMeant);
      const { now } = await presentOf(tx, id);
      const triagedAt = momentOf(at, now, encounter.startedAt);
      const data = { triageLevel: level, triageReason: reason, triagedAt, triagedBy: actingPerson() };
      await this.changes.writeWithin(tx, id, data);
    });
  }

  /**
   * A doctor calls the patient in; the waiting ends.
   * @throws Problem encounterNotFound, encounterClosed, triageNotMeant, alreadySeen, stayOfAnotherWard; StaleVersion
   */
  see(id: string, version: number): Promise<EncounterResponse> {
    return this.changes.change(id, version, 'course', async (tx, encounter) => {
      await this.rights.requireWithin(tx, encounter);
      if (!waitsToBeSeen(encounter.class)) throw new Problem(encounterProblems.triageNotMeant);
      if (encounter.seenAt !== null) throw new Problem(encounterProblems.alreadySeen);
      const { now } = await presentOf(tx, id);
      await this.changes.writeWithin(tx, id, { seenAt: now, seenBy: actingPerson() });
    });
  }
}
