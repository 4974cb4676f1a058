import type { Localised } from '../../kernel/language.js';
import { requestContext } from '../../kernel/request-context.js';
import type { Tx } from '../../platform/database/prisma.js';

/** How what is newly known came about. */
export interface NewlyKnown {
  /** By records that were put together or parted, which may be taken back: what somebody decided stays as it is, and is judged by only. */
  readonly byMerging?: boolean;
}

/** Follows what is newly known of a patient, in the transaction that writes it. @returns what whoever wrote it has to know */
export type Follower = (tx: Tx, patientId: string, how: NewlyKnown) => Promise<readonly Localised[]>;

/** Domains above say here that they want to know. */
export abstract class Followers {
  private readonly followers: Follower[] = [];

  add(follower: Follower): void {
    this.followers.push(follower);
  }

  /** Is called after what is known is written. @returns what follows, in words of the reader; null when nothing does */
  async changed(tx: Tx, patientId: string, how: NewlyKnown = {}): Promise<string | null> {
    const said: string[] = [];
    for (const follow of this.followers) {
      for (const words of await follow(tx, patientId, how)) said.push(words[requestContext().language]);
    }
    return saidTogether(said);
  }
}

/** What several say, each once; null when nobody does. */
export function saidTogether(said: readonly (string | null | undefined)[]): string | null {
  const each = new Set(said.filter((one) => one !== null && one !== undefined));
  return each.size > 0 ? [...each].join(' ') : null;
}
