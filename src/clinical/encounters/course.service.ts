import { Injectable } from '@nestjs/common';
import { invalidField, Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { StayRights } from '../../platform/care/stay-rights.js';
import type { Tx } from '../../platform/database/prisma.js';
import { DOCTORS } from '../../platform/routes/policy.js';
import { hereSince, momentOf, presentOf } from './present.queries.js';
import type { AttendingDto, BackFromLeaveDto, IsolationDto, LeaveDto } from './dto/course.dto.js';
import type { EncounterResponse } from './dto/encounter.response.js';
import { encounterWords } from './encounters.words.js';
import { encounterProblems, requireAliveFor } from './encounters.errors.js';
import { EncounterChanges, type KeptLeave } from './encounter-changes.service.js';

/** What happens during a stay: leave, who is in charge, isolation. Each is for the ward where the patient lies. */
@Injectable()
export class CourseService {
  constructor(
    private readonly changes: EncounterChanges,
    private readonly rights: StayRights,
  ) {}

  /**
   * The patient leaves the ward for a while; the bed is kept.
   * @throws Problem encounterNotFound, encounterClosed, afterDeath, notAnInpatient, onLeave, stayOfAnotherWard, validation; StaleVersion
   */
  leave(id: string, version: number, { reason, at, until }: LeaveDto): Promise<EncounterResponse> {
    return this.changes.change(id, version, 'course', async (tx, encounter) => {
      await this.rights.requireWithin(tx, encounter);
      if (encounter.class !== 'inpatient') throw new Problem(encounterProblems.notAnInpatient);
      if (encounter.leaveSince !== null) throw new Problem(encounterProblems.onLeave);
      const { now, stay } = await presentOf(tx, id);
      const leaveSince = momentOf(at, now, hereSince(stay, encounter));
      requireAliveFor('leave', encounter, leaveSince);
      const leaveUntil = until ? new Date(until) : null;
      if (leaveUntil && leaveUntil <= leaveSince) throw backBeforeLeave();
      await tx.encounter.update({
        where: { id },
        data: { leaveSince, leaveUntil, leaveReason: reason },
        select: { id: true },
      });
    });
  }

  /**
   * The patient is back; the leave stays with the stay as one that is over.
   * @throws Problem encounterNotFound, encounterClosed, afterDeath, notOnLeave, stayOfAnotherWard, validation; StaleVersion
   */
  comeBack(id: string, version: number, { at }: BackFromLeaveDto): Promise<EncounterResponse> {
    return this.changes.change(id, version, 'course', async (tx, encounter) => {
      await this.rights.requireWithin(tx, encounter);
      const { leaveSince, leaveUntil, leaveReason, leaves } = encounter;
      if (leaveSince === null) throw new Problem(encounterProblems.notOnLeave);
      const { now } = await presentOf(tx, id);
      const returnedAt = momentOf(at, now, leaveSince, encounterWords.backBeforeLeft);
      requireAliveFor('return', encounter, returnedAt);
      const over: KeptLeave = {
        since: leaveSince.toISOString(),
        until: leaveUntil?.toISOString() ?? null,
        reason: leaveReason ?? '',
        returnedAt: returnedAt.toISOString(),
      };
      const data = {
        leaveSince: null,
        leaveUntil: null,
        leaveReason: null,
        leaves: [...(leaves ?? []), over].map((one) => ({ ...one })),
      };
      await tx.encounter.update({ where: { id }, data, select: { id: true } });
    });
  }

  /** Names the doctor in charge. @throws Problem encounterNotFound, encounterClosed, stayOfAnotherWard, validation; StaleVersion */
  attending(id: string, version: number, { staffId, reason }: AttendingDto): Promise<EncounterResponse> {
    requestContext().reason = reason?.normalize() ?? requestContext().reason;
    return this.changes.change(id, version, 'course', async (tx, encounter) => {
      await this.rights.requireWithin(tx, encounter);
      await requireDoctor(tx, staffId);
      await tx.encounter.update({ where: { id }, data: { attendingId: staffId }, select: { id: true } });
    });
  }

  /** Begins, changes or ends isolation. @throws Problem encounterNotFound, encounterClosed, stayOfAnotherWard; StaleVersion */
  isolate(id: string, version: number, { isolation, reason }: IsolationDto): Promise<EncounterResponse> {
    requestContext().reason = reason.normalize();
    return this.changes.change(id, version, 'course', async (tx, encounter) => {
      await this.rights.requireWithin(tx, encounter);
      await tx.encounter.update({ where: { id }, data: { isolation: [...isolation].sort() }, select: { id: true } });
    });
  }
}

async function requireDoctor(tx: Tx, id: string): Promise<void> {
  const roles = { some: { role: { in: [...DOCTORS] }, revokedAt: null } };
  if (await tx.staffMember.findFirst({ where: { id, status: 'active', roles }, select: { id: true } })) return;
  throw invalidField('/staffId', 'not-a-doctor', encounterWords.notADoctor);
}

const backBeforeLeave = (): Problem => invalidField('/until', 'back-before-leave', encounterWords.backBeforeLeave);
