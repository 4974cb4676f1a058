import { Injectable } from '@nestjs/common';
import { detailOf } from '../../kernel/access-event.js';
import { requestContext } from '../../kernel/request-context.js';
import { AccessRecorder } from './access-recorder.js';

/** What of a streamed answer is about to leave. */
export interface ToldPart {
  /** The table of what is streamed, and its id there. */
  readonly entity: string;
  readonly entityId: string;
  /** Whom the part shows. */
  readonly patientIds: readonly string[];
  /** Which part it is. */
  readonly part: Readonly<Record<string, string | number>>;
}

/** The session ended meanwhile: the connection is cut, so that nobody takes the part for the whole. */
export class LetInNoMore extends Error {}

/** Records answers that leave piece by piece: each piece, with everybody it shows, before it leaves. */
@Injectable()
export class RecordedParts {
  constructor(private readonly recorder: AccessRecorder) {}

  /** @returns once the event is committed @throws LetInNoMore when who asked would not be let in any more */
  async before({ entity, entityId, patientIds, part }: ToldPart): Promise<void> {
    const context = requestContext();
    if (context.stillLetIn && !(await context.stillLetIn())) throw new LetInNoMore();
    const detail = { ...detailOf(context), ...part };
    await this.recorder.record(context, { kind: 'list', entity, entityId, patientIds: [...patientIds], detail });
  }
}
