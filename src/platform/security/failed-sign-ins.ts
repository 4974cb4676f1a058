import { createHmac } from 'node:crypto';
import { Inject, Injectable } from '@nestjs/common';
import { requestContext } from '../../kernel/request-context.js';
import { AccessRecorder } from '../audit/access-recorder.js';
import { SETTINGS_TOKEN, type Settings } from '../config/settings.js';
import type { Account } from './accounts.js';

/** Whose account an attempt was meant for: a person's, or a name that nobody here has. */
export type MeantFor = Pick<Account, 'id' | 'username'> | { readonly typed: string | undefined };

/**
 * Puts failed sign-ins on the trail under the account that they were meant for. A name that nobody has may be a password that was typed
 * into the wrong field, so nothing readable of it stays: a keyed hash tells whether it was the same again, and nothing else.
 */
@Injectable()
export class FailedSignIns {
  private readonly key: string;

  constructor(
    private readonly recorder: AccessRecorder,
    @Inject(SETTINGS_TOKEN) { tokenSecret }: Settings,
  ) {
    this.key = `unknown usernames on the trail ${tokenSecret}`;
  }

  /** @param why for the trail alone: whoever tries learns nothing of it */
  async record(meant: MeantFor, why: string, more: Readonly<Record<string, unknown>> = {}): Promise<void> {
    const [entityId, whose] =
      'id' in meant ? [meant.id, { username: meant.username }] : [undefined, this.unreadable(meant.typed)];
    const detail = { ...more, ...whose, why };
    await this.recorder.record(requestContext(), { kind: 'sign-in-failed', entity: 'staff_member', entityId, detail });
  }

  private unreadable(typed: string | undefined): { unknownName?: string } {
    if (typed === undefined) return {};
    return { unknownName: `hmac:${createHmac('sha256', this.key).update(typed).digest('hex').slice(0, 32)}` };
  }
}
