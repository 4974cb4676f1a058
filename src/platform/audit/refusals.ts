import { Injectable } from '@nestjs/common';
import { detailOf } from '../../kernel/access-event.js';
import type { RequestContext } from '../../kernel/request-context.js';
import { AccessRecorder } from './access-recorder.js';

/** What was asked for and not given. */
export interface Refused {
  /** The action of the policy. */
  readonly action: string;
  /** The code of the problem that was answered. */
  readonly why: string;
  /** Whose data was asked for, where the request names somebody who exists. */
  readonly patientId?: string;
  /** Everyone whose data was asked for or sent, where there are several. */
  readonly patientIds?: readonly string[];
  /** The id in the address. */
  readonly entityId?: string;
  /** What the answer told besides, such as which scopes are missing. */
  readonly more?: Readonly<Record<string, unknown>>;
}

/** One patient, or several, as an event has them. */
export const whoIn = (named: readonly string[]): Pick<Refused, 'patientId' | 'patientIds'> =>
  named.length > 1 ? { patientIds: named } : { patientId: named[0] };

/** Puts refusals on the trail, all in one shape: who, which route, whose data, which action, and why not. */
@Injectable()
export class Refusals {
  constructor(private readonly recorder: AccessRecorder) {}

  /** @returns once the event is committed */
  record(context: RequestContext, { action, why, patientId, patientIds, entityId, more }: Refused): Promise<void> {
    return this.recorder.record(context, {
      kind: 'refusal',
      entity: context.route,
      entityId,
      patientId,
      patientIds,
      detail: { ...detailOf(context), action, why, ...more },
    });
  }
}
