import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/prisma.js';
import type { Holdable, VersionedRow } from '../../platform/database/held-row.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { httpProblems, Problem, type FieldError } from '../../kernel/problem.js';
import { tellTogether } from '../../platform/routes/rules-across.js';
import { requestContext } from '../../kernel/request-context.js';
import { PasswordStrength } from '../../platform/security/password-strength.js';
import { Passwords } from '../../platform/security/passwords.js';
import { isDoctor, type Role } from '../../platform/routes/policy.js';
import { roleAsSubject, roleWords } from '../../platform/routes/policy.words.js';
import { conflictIn } from '../../platform/security/separation.rules.js';
import { SecondFactorService } from '../../platform/security/second-factor/second-factor.service.js';
import { RosterService } from '../roster/roster.service.js';
import { SessionsService } from '../../platform/security/sessions.service.js';
import { SignInTally } from '../../platform/security/sign-in-tally.js';
import { CreateStaffDto, type UpdateStaffDto } from './dto/staff.dto.js';
import type { StaffResponse } from './dto/staff.response.js';
import { staffProblems } from './staff.errors.js';
import { StaffQueries } from './staff.queries.js';
import { staffWords } from './staff.words.js';

export interface HeldStaff extends VersionedRow {
  readonly status: string;
  readonly certificate: string | null;
}

export const STAFF: Holdable = {
  table: 'staff_member',
  columns: 'r.status, r.practising_certificate AS certificate',
  notFound: staffProblems.staffNotFound,
};

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
    private readonly roster: RosterService,
  ) {}

  /** The password is lent: the person changes it at the first sign-in. @throws Problem usernameTaken, rolesConflict, certificateTaken, validation */
  async create({ password, roles, ...person }: CreateStaffDto): Promise<StaffResponse> {
    requireSeparate(roles);
    if (lacksCertificate(roles, person)) throw new Problem(httpProblems.validation, { errors: [CERTIFICATE_NEEDED] });
    await this.strength.require(password, person, '/password');
    const lent = await this.passwords.lent(password);
    return this.unitOfWork.write(async (tx) => {
      const data = { ...person, ...lent, roles: { create: roles.map((role) => ({ role })) } };
      const { id } = await tx.staffMember.create({ data, select: { id: true } });
      return this.queries.getWithin(tx, id);
    });
  }

  /**
   * Makes a person with their wards, by codes, unless one of the username is there, who stays as they are; inside a transaction that is
   * already open. For files.
   * @param isLent false where all is taken back: then nobody waits for the hash of a password
   * @throws Problem validation, rolesConflict, certificateTaken, staffWardUnknown
   */
  async putWithin(
    tx: Tx,
    { password, roles, ...person }: CreateStaffDto,
    { wards, isLent }: { wards: readonly string[]; isLent: boolean },
  ): Promise<'made' | 'known' | 'other'> {
    const { username, fullName, practisingCertificate: certificate = null } = person;
    requireSeparate(roles);
    if (lacksCertificate(roles, person)) throw new Problem(httpProblems.validation, { errors: [CERTIFICATE_NEEDED] });
    const found = await tx.staffMember.findUnique({ where: { username } });
    if (found) {
      const isSame = found.fullName === fullName && found.practisingCertificate === certificate;
      return isSame && (await rolesOf(tx, found.id)).sort().join() === [...roles].sort().join() ? 'known' : 'other';
    }
    const lent = isLent ? await this.passwords.lent(password) : { passwordHash: '-' };
    const data = { ...person, ...lent, roles: { create: roles.map((role) => ({ role })) } };
    const { id } = await tx.staffMember.create({ data, select: { id: true } });
    for (const code of new Set(wards)) {
      const ward = await tx.ward.findUnique({ where: { code }, select: { id: true } });
      if (!ward) throw new Problem(staffProblems.staffWardUnknown);
      await tx.staffWard.create({ data: { staffId: id, wardId: ward.id }, select: { id: true } });
    }
    return 'made';
  }

  /** @throws Problem staffNotFound, staffLeft, ownRights, certificateTaken, certificateMissing; StaleVersion */
  update(id: string, version: number, input: UpdateStaffDto): Promise<StaffResponse> {
    // The last is not a right, but whose record is closed to the person goes by it.
    const { hospitalWide, practisingCertificate, patientId } = input;
    if ([hospitalWide, practisingCertificate, patientId].some((given) => given !== undefined)) requireSomeoneElse(id);
    return this.change(id, version, async (tx) => {
      const doctor = practisingCertificate === null && (await rolesOf(tx, id)).find(isDoctor);
      if (doctor) throw certificateMissing(doctor);
      await tx.staffMember.update({ where: { id }, data: { ...input }, select: { id: true } });
    });
  }

  /** @throws Problem staffNotFound, staffLeft, ownRights, rolesConflict, certificateMissing; StaleVersion */
  grant(id: string, version: number, role: Role): Promise<StaffResponse> {
    requireSomeoneElse(id);
    return this.change(id, version, async (tx, { certificate }) => {
      const held = await rolesOf(tx, id);
      if (held.includes(role)) return;
      requireSeparate([...held, role]);
      if (isDoctor(role) && certificate === null) throw certificateMissing(role);
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
      await this.roster.endAllWithin(tx, id, now);
      await this.sessions.endOf(tx, id);
    });
  }

  /** Sets a password for the person to change when they sign in; every session ends, and a pause after failed sign-ins too. */
  async resetPassword(id: string, version: number, password: string): Promise<StaffResponse> {
    if (isOneself(id)) throw new Problem(staffProblems.ownPassword);
    const { username, fullName } = await this.queries.get(id);
    await this.strength.require(password, { username, fullName }, '/password');
    const lent = await this.passwords.lent(password);
    return this.change(id, version, async (tx) => {
      await tx.staffMember.update({ where: { id }, data: lent, select: { id: true } });
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

  private change(
    id: string,
    version: number,
    work: (tx: Tx, held: HeldStaff) => Promise<void>,
  ): Promise<StaffResponse> {
    return this.unitOfWork.change<HeldStaff, StaffResponse>(STAFF, { id, version }, async (tx, held) => {
      if (held.status === 'left') throw new Problem(staffProblems.staffLeft);
      await work(tx, held);
      return this.queries.getWithin(tx, id);
    });
  }
}

const isOneself = (id: string): boolean => requestContext().actor.id === id;

function requireSomeoneElse(id: string): void {
  if (isOneself(id)) throw new Problem(staffProblems.ownRights);
}

function requireSeparate(roles: readonly Role[]): void {
  const [one, other] = conflictIn(roles) ?? [];
  if (other) {
    throw new Problem(staffProblems.rolesConflict, { params: { one: roleAsSubject(one), other: roleWords(other) } });
  }
}

const certificateMissing = (role: Role) =>
  new Problem(staffProblems.certificateMissing, { params: { role: roleAsSubject(role) } });

const lacksCertificate = (roles: readonly (Role | undefined)[], person: { practisingCertificate?: string }): boolean =>
  roles.some((role) => role && isDoctor(role)) && !person.practisingCertificate;

const CERTIFICATE_NEEDED: FieldError = {
  pointer: '/practisingCertificate',
  rule: 'needed-by-doctors',
  message: staffWords.certificateNeeded,
};

tellTogether(CreateStaffDto, ({ roles = [], practisingCertificate }, refused) =>
  !refused.has('practisingCertificate') && lacksCertificate(roles, { practisingCertificate })
    ? [CERTIFICATE_NEEDED]
    : [],
);

/** The roles a person holds now; asked under the lock on the person. */
async function rolesOf(tx: Tx, staffId: string): Promise<Role[]> {
  const held = await tx.staffRole.findMany({ where: { staffId, revokedAt: null }, orderBy: { grantedAt: 'asc' } });
  return held.map(({ role }) => role as Role);
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
