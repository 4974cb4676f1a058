import { Injectable } from '@nestjs/common';
import { AccessRecorder } from '../audit/access-recorder.js';
import type { Tx } from '../database/prisma.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { Vault } from '../keys/vault.js';
import type { Page, PageQuery } from '../routes/pagination.js';
import { httpProblems, Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext } from '../../kernel/request-context.js';
import { Accounts, personOf } from './accounts.js';
import type { PersonResponse } from './dto/session.response.js';
import type { UnsentKeysResponse } from './dto/unsent-keys.response.js';
import { Reauthentication } from './reauthentication.service.js';
import { securityProblems } from './security.errors.js';
import type { EndedSessionsResponse, LiveSessionResponse } from './sessions/dto/live-session.response.js';
import type { EndSessionsDto } from './sessions/dto/session.dto.js';
import { SessionsQueries } from './sessions/sessions.queries.js';

/** What the keys of unsent text are for. */
const UNSENT = 'unsent text';

/** Which sessions of a person; all that are alive by default. */
interface Which {
  readonly id?: string;
  readonly role?: string;
  readonly except?: readonly (string | undefined)[];
}

/** The sessions people have open. One that ends does so at once, in every process. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly queries: SessionsQueries,
    private readonly reauthentication: Reauthentication,
    private readonly recorder: AccessRecorder,
    private readonly vault: Vault,
  ) {}

  /** Ends the session of the request. */
  async signOut(): Promise<void> {
    const { sessionId } = requestContext().actor;
    await this.end(sessionId!);
    await this.recordEnd(sessionId);
  }

  /** Whoever the request comes from. */
  async me(): Promise<PersonResponse> {
    const { actor } = requestContext();
    const account = await this.accounts.byId(actor.id!);
    if (!account) throw new Problem(httpProblems.unauthenticated);
    return personOf(account, actor.role!, actor.boundTo?.code);
  }

  /** Made from the service's own keys each time: nothing of them is stored, and a terminal without its person opens nothing. */
  unsentKeys(): UnsentKeysResponse {
    const keys = this.vault.keysFor(actingPerson(), UNSENT);
    return { keys: keys.map(({ version, key }) => ({ version, key: key.toString('base64') })) };
  }

  /** Where the person of the request is signed in. */
  mine(query: PageQuery): Promise<Page<LiveSessionResponse>> {
    return this.queries.alive(actingPerson(), query);
  }

  /**
   * Ends one session of the person of the request, who shows their password once more unless it is the present one.
   * @throws Problem sessionNotFound, currentPasswordWrong, signInPaused, freshSignInNeeded, validation
   */
  async endMine(id: string, password: string | undefined): Promise<void> {
    const { id: staffId, sessionId } = requestContext().actor;
    if (id !== sessionId) await this.reauthentication.require(password);
    if ((await this.endOne(staffId!, id)) > 0) await this.recordEnd(id);
  }

  /**
   * Ends all sessions of the person of the request but the present one and the full sign-in that it counts on.
   * @throws Problem currentPasswordWrong, signInPaused, freshSignInNeeded, validation
   */
  async endOthers(password: string | undefined): Promise<EndedSessionsResponse> {
    await this.reauthentication.require(password);
    const { id: staffId, sessionId } = requestContext().actor;
    const ended = await this.unitOfWork.write(async (tx) => {
      const present = await tx.session.findUnique({ where: { id: sessionId }, select: { parentId: true } });
      if (present?.parentId) await lockAtItsTerminal(tx, present.parentId);
      return this.endOf(tx, staffId!, { except: [sessionId, present?.parentId ?? undefined] });
    });
    if (ended > 0) await this.recordEnd(undefined, { ended, but: sessionId });
    return { ended };
  }

  /** Where a person is signed in; for administrators. */
  of(staffId: string, query: PageQuery): Promise<Page<LiveSessionResponse>> {
    return this.queries.alive(staffId, query);
  }

  /** Ends one session of a person, or all; for administrators. @throws Problem sessionNotFound */
  async endFor(staffId: string, { sessionId, reason }: EndSessionsDto): Promise<EndedSessionsResponse> {
    requestContext().reason = reason.normalize();
    const ended = sessionId
      ? await this.endOne(staffId, sessionId)
      : await this.unitOfWork.write((tx) => this.endOf(tx, staffId));
    if (ended > 0) await this.recordEnd(sessionId, { staffId, ended });
    return { ended };
  }

  /**
   * Ends sessions of a person, with what was switched from them. Those that ran out by themselves are history and stay as
   * they are: there may be thousands.
   * @returns how many were alive
   */
  async endOf(tx: Tx, staffId: string, { id, role, except = [] }: Which = {}): Promise<number> {
    const now = new Date();
    const kept = except.filter((session) => session !== undefined);
    const where = { staffId, role, id: id ?? { notIn: kept }, revokedAt: null, expiresAt: { gt: now } };
    return (await tx.session.updateMany({ where, data: { revokedAt: now } })).count;
  }

  async end(sessionId: string): Promise<void> {
    await this.unitOfWork.write((tx) =>
      tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } }),
    );
  }

  private endOne(staffId: string, id: string): Promise<number> {
    return this.unitOfWork.write(async (tx) => {
      const known = await tx.session.findFirst({ where: { id, staffId }, select: { id: true } });
      if (!known) throw new Problem(securityProblems.sessionNotFound);
      return this.endOf(tx, staffId, { id });
    });
  }

  /** Beside the rows that the trail's trigger writes: who ended what, in one event. */
  private async recordEnd(entityId: string | undefined, detail?: Readonly<Record<string, unknown>>): Promise<void> {
    await this.recorder.record(requestContext(), { kind: 'sign-out', entity: 'session', entityId, detail });
  }
}

/** Leaves the shift of a full sign-in and nothing else, where it is bound to a terminal and still open there. */
const lockAtItsTerminal = (tx: Tx, id: string) =>
  tx.session.updateMany({ where: { id, terminalId: { not: null }, lockedAt: null }, data: { lockedAt: new Date() } });
