import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/prisma.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { tellTogether } from '../../platform/routes/rules-across.js';
import { Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { PlanDutiesDto, type CancelDutyDto } from './dto/duty.dto.js';
import type { DutyResponse, PlannedDutiesResponse } from './dto/duty.response.js';
import { errorsOfDuties, requireDuties } from './duty.rules.js';
import { rosterProblems } from './roster.errors.js';
import { RosterQueries } from './roster.queries.js';
import { firstRow } from '../../platform/database/rows.js';

interface HeldDuty extends VersionedRow {
  readonly wardId: string;
  readonly staffId: string;
  readonly isOver: boolean;
}

const DUTY: Holdable = {
  table: 'duty',
  columns: `r.ward_id AS "wardId", r.staff_id AS "staffId", r.cancelled_at IS NOT NULL OR r.ends_at <= now() AS "isOver"`,
  notFound: rosterProblems.dutyNotFound,
};

tellTogether(PlanDutiesDto, ({ duties }) => errorsOfDuties(duties ?? []));

/**
 * Plans who is on duty. A duty opens the records of the ward's patients while it lasts (prisma/guards/65-duty.sql), so planning is
 * giving rights: those of the ward do it for their ward, and nobody for themselves elsewhere.
 */
@Injectable()
export class RosterService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: RosterQueries,
  ) {}

  /** All duties, or none. @throws Problem validation, dutyWardUnknown, dutyNotYours, dutyStaffUnknown, dutyOverlaps */
  async plan(wardId: string, { duties }: PlanDutiesDto): Promise<PlannedDutiesResponse> {
    requireDuties(duties);
    const staffIds = duties.map(({ staffId }) => staffId);
    return this.unitOfWork.write(async (tx) => {
      await requireWard(tx, wardId);
      await requirePlanner(tx, wardId, staffIds);
      await requireStaff(tx, staffIds);
      const plannedBy = actingPerson();
      const made = await tx.duty.createManyAndReturn({
        data: duties.map(({ staffId, startsAt, endsAt }) => ({
          staffId,
          wardId,
          startsAt: new Date(startsAt),
          endsAt: new Date(endsAt),
          plannedBy,
        })),
        select: { id: true },
      });
      return {
        items: await this.queries.within(
          tx,
          made.map(({ id }) => id),
        ),
      };
    });
  }

  /** A duty that lasts ends with it, and so does its access. @throws Problem dutyNotFound, dutyOver, dutyNotYours; StaleVersion */
  cancel(id: string, version: number, { reason }: CancelDutyDto): Promise<DutyResponse> {
    requestContext().reason = reason.normalize();
    return this.unitOfWork.change<HeldDuty, DutyResponse>(DUTY, { id, version }, async (tx, duty) => {
      await requirePlanner(tx, duty.wardId, [duty.staffId]);
      if (duty.isOver) throw new Problem(rosterProblems.dutyOver);
      await tx.duty.update({ where: { id }, data: { cancelledAt: new Date() }, select: { id: true } });
      return firstRow(await this.queries.within(tx, [id]));
    });
  }

  /** Ends the duties of a person who works here no more, inside a transaction that is already open. */
  async endAllWithin(tx: Tx, staffId: string, at: Date): Promise<void> {
    const where = { staffId, cancelledAt: null, endsAt: { gt: at } };
    await tx.duty.updateMany({ where, data: { cancelledAt: at } });
  }
}

async function requireWard(tx: Tx, id: string): Promise<void> {
  const ward = await tx.ward.findFirst({ where: { id, active: true }, select: { id: true } });
  if (!ward) throw new Problem(rosterProblems.dutyWardUnknown);
}

/** Those who work in the ward plan it; administrators plan any, but not for themselves. */
async function requirePlanner(tx: Tx, wardId: string, staffIds: readonly string[]): Promise<void> {
  const { id, role } = requestContext().actor;
  if (role === 'admin' && !staffIds.includes(id!)) return;
  const works = await tx.staffWard.findFirst({ where: { staffId: id, wardId, endedAt: null }, select: { id: true } });
  if (!works) throw new Problem(rosterProblems.dutyNotYours);
}

/** Held until the transaction ends: who leaves at the same moment waits, and their leaving cancels what is planned here. */
async function requireStaff(tx: Tx, staffIds: readonly string[]): Promise<void> {
  const wanted = [...new Set(staffIds)];
  const found = await tx.$queryRaw<{ id: string }[]>`
    SELECT id FROM staff_member WHERE id = ANY (${wanted}::uuid[]) AND status = 'active' ORDER BY id FOR SHARE`;
  if (found.length < wanted.length) throw new Problem(rosterProblems.dutyStaffUnknown);
}
