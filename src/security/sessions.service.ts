import { Injectable } from '@nestjs/common';
import { AccessRecorder } from '../audit/access-recorder.js';
import { UnitOfWork } from '../database/unit-of-work.js';
import { httpProblems, Problem } from '../http/problem.js';
import { requestContext } from '../http/request-context.js';
import { Accounts, personOf } from './accounts.js';
import type { PersonResponse } from './dto/session.response.js';

/** The sessions people have open. One that ends does so at once, in every process. */
@Injectable()
export class SessionsService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly accounts: Accounts,
    private readonly recorder: AccessRecorder,
  ) {}

  /** Ends the session of the request. */
  async signOut(): Promise<void> {
    const context = requestContext();
    await this.end(context.actor.sessionId!);
    await this.recorder.record(context, { kind: 'sign-out', entity: 'session', entityId: context.actor.sessionId });
  }

  /** Whoever the request comes from. */
  async me(): Promise<PersonResponse> {
    const { actor } = requestContext();
    const account = await this.accounts.byId(actor.id!);
    if (!account) throw new Problem(httpProblems.unauthenticated);
    return personOf(account, actor.role!);
  }

  async end(sessionId: string): Promise<void> {
    await this.unitOfWork.write((tx) =>
      tx.session.updateMany({ where: { id: sessionId, revokedAt: null }, data: { revokedAt: new Date() } }),
    );
  }
}
