import { Injectable } from '@nestjs/common';
import type { Tx } from '../database/prisma.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Problem } from '../http/problem.js';
import { requestContext } from '../http/request-context.js';
import { requireVersion } from '../http/stale-version.js';
import { PasswordStrength } from '../security/password-strength.js';
import { Passwords } from '../security/passwords.js';
import type { Role } from '../security/policy.js';
import { SecondFactorService } from '../security/second-factor/second-factor.service.js';
import { SessionsService } from '../security/sessions.service.js';
import { SignInTally } from '../security/sign-in-tally.js';
import type { CreateStaffDto, UpdateStaffDto } from './dto/staff.dto.js';
import type { StaffResponse } from './dto/staff.response.js';
import { staffProblems } from './staff.errors.js';
import { StaffQueries } from './staff.queries.js';

interface HeldStaff {
  readonly id: string;
  readonly version: number;
  readonly status: string;
}

/** Joiners, movers and leavers. Whoever loses a right loses the sessions that used it at the same moment. */
@Injectable()
export class StaffService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: StaffQueries,
    private readonly passwords: Passwords,
    private readonly strength: PasswordStrength,
    private readonly tally: SignInTally,
    private readonly secondFactors: SecondFactorService,
    private readonly sessions: SessionsService,
  ) {}

  /** @throws Problem usernameTaken */
  async create({ password, roles, ...person }: CreateStaffDto): Promise<StaffResponse> {
    await this.strength.require(password, person, '/password');
    const passwordHash = await this.passwords.hash(password);
    return this.unitOfWork.write(async (tx) => {
      const data = { ...person, passwordHash, roles: { create: roles.map((role) => ({ role })) } };
      const { id } = await tx.staffMember.create({ data, select: { id: true } });
      return this.queries.getWithin(tx, id);
    });
  }

  /** @throws Problem staffNotFound, staffLeft, ownRights; StaleVersion */
  update(id: string, version: number, input: UpdateStaffDto): Promise<StaffResponse> {
    if (input.hospitalWide !== undefined) requireSomeoneElse(id);
    return this.change(id, version, async (tx) => {
      await tx.staffMember.update({ where: { id }, data: { ...input }, select: { id: true } });
    });
  }

  /** @throws Problem staffNotFound, staffLeft, ownRights; StaleVersion */
  grant(id: string, version: number, role: Role): Promise<StaffResponse> {
    requireSomeoneElse(id);
    return this.change(id, version, async (tx) => {
      const held = await tx.staffRole.findFirst({ where: { staffId: id, role, revokedAt: null } });
      if (held) return;
      await tx.staffRole.create({ data: { staffId: id, role }, select: { id: true } });
      await touch(tx, id);
    });
  }

  /** Takes a role away; sessions in it end at once. @throws Problem staffNotFound, staffLeft, ownRights, lastAdministrator; StaleVersion */
  revoke(id: string, version: number, role: Role): Promise<StaffResponse> {
    requireSomeoneElse(id);
    return this.change(id, version, async (tx) => {
      if (role === 'admin') await requireAnotherAdministrator(tx, id);
      const where = { staffId: id, role, revokedAt: null };
      const { count } = await tx.staffRole.updateMany({ where, data: { revokedAt: new Date() } });
      if (count === 0) return;
      await this.sessions.endOf(tx, id, { role });
      await touch(tx, id);
    });
  }

  /** The person works in this ward from now on. @throws Problem staffNotFound, staffLeft, ownRights, unknownWard; StaleVersion */
  joinWard(id: string, version: number, wardId: string): Promise<StaffResponse> {
    requireSomeoneElse(id);
    return this.change(id, version, async (tx) => {
      const held = await tx.staffWard.findFirst({ where: { staffId: id, wardId, endedAt: null } });
      if (held) return;
      await tx.staffWard.create({ data: { staffId: id, wardId }, select: { id: true } });
      await touch(tx, id);
    });
  }

  /** The person works in this ward no more. @throws Problem staffNotFound, staffLeft, ownRights; StaleVersion */
  leaveWard(id: string, version: number, wardId: string): Promise<StaffResponse> {
    requireSomeoneElse(id);
    return this.change(id, version, async (tx) => {
      const ended = { endedAt: new Date() };
      const { count } = await tx.staffWard.updateMany({ where: { staffId: id, wardId, endedAt: null }, data: ended });
      if (count > 0) await touch(tx, id);
    });
  }

  /** The person works here no more: no sign-in, no duty, and every session ends at once. What they wrote stays theirs. */
  leave(id: string, version: number): Promise<StaffResponse> {
    requireSomeoneElse(id);
    return this.change(id, version, async (tx) => {
      await requireAnotherAdministrator(tx, id);
      await tx.staffMember.update({ where: { id }, data: { status: 'left' }, select: { id: true } });
      const now = new Date();
      await tx.staffWard.updateMany({ where: { staffId: id, endedAt: null }, data: { endedAt: now } });
      await tx.duty.updateMany({
        where: { staffId: id, cancelledAt: null, endsAt: { gt: now } },
        data: { cancelledAt: now },
      });
      await this.sessions.endOf(tx, id);
    });
  }

  /** Sets a password for the person to change when they sign in; every session ends, and a pause after failed sign-ins too. */
  async resetPassword(id: string, version: number, password: string): Promise<StaffResponse> {
    const { username, fullName } = await this.queries.get(id);
    await this.strength.require(password, { username, fullName }, '/password');
    const passwordHash = await this.passwords.hash(password);
    return this.change(id, version, async (tx) => {
      await tx.staffMember.update({
        where: { id },
        data: { passwordHash, mustChangePassword: true },
        select: { id: true },
      });
      await this.tally.forgiveAll(tx, username);
      await this.sessions.endOf(tx, id);
    });
  }

  /** The person enrols another authenticator; every session ends. @throws Problem staffNotFound, staffLeft, ownRights; StaleVersion */
  resetSecondFactor(id: string, version: number): Promise<StaffResponse> {
    requireSomeoneElse(id);
    return this.change(id, version, async (tx) => {
      await this.secondFactors.remove(tx, id);
      await touch(tx, id);
      await this.sessions.endOf(tx, id);
    });
  }

  private change(id: string, version: number, work: (tx: Tx) => Promise<void>): Promise<StaffResponse> {
    return this.unitOfWork.write(async (tx) => {
      const [held] = await tx.$queryRaw<HeldStaff[]>`
        SELECT id, version, status FROM staff_member WHERE id = ${id}::uuid FOR UPDATE`;
      if (!held) throw new Problem(staffProblems.staffNotFound);
      requireVersion('staff_member', held, version);
      if (held.status === 'left') throw new Problem(staffProblems.staffLeft);
      await work(tx);
      return this.queries.getWithin(tx, id);
    });
  }
}

function requireSomeoneElse(id: string): void {
  if (requestContext().actor.id === id) throw new Problem(staffProblems.ownRights);
}

/** Holds all administrators' roles, so that two who remove each other at once cannot both succeed. */
async function requireAnotherAdministrator(tx: Tx, id: string): Promise<void> {
  const holders = await tx.$queryRaw<{ id: string }[]>`
    SELECT r.staff_id AS id FROM staff_role r WHERE r.role = 'admin' AND r.revoked_at IS NULL ORDER BY r.id FOR UPDATE`;
  if (!holders.some((holder) => holder.id === id)) return;
  const others = holders.map((holder) => holder.id).filter((holder) => holder !== id);
  const working = await tx.staffMember.findFirst({ where: { id: { in: others }, status: 'active' } });
  if (!working) throw new Problem(staffProblems.lastAdministrator);
}

/** A change of rights is a change of the person: the ETag moves. */
const touch = (tx: Tx, id: string) => tx.$executeRaw`UPDATE staff_member SET updated_at = now() WHERE id = ${id}::uuid`;
