import { Injectable } from '@nestjs/common';
import type { Localised } from '../../kernel/language.js';
import { requestContext } from '../../kernel/request-context.js';
import type { Tx } from '../../platform/database/prisma.js';

/** Follows what is newly said of a pregnancy, in the transaction that says it. @returns what whoever said it has to know */
export type PregnancyFollower = (tx: Tx, patientId: string) => Promise<readonly Localised[]>;

/** What depends on whether somebody is pregnant stands above the history, and says here that it wants to know. */
@Injectable()
export class PregnancyFollowers {
  private readonly followers: PregnancyFollower[] = [];

  add(follower: PregnancyFollower): void {
    this.followers.push(follower);
  }

  /** @returns what follows, in words of the reader; null when nothing does */
  async changed(tx: Tx, patientId: string): Promise<string | null> {
    const said = new Set<string>();
    for (const follow of this.followers) {
      for (const words of await follow(tx, patientId)) said.add(words[requestContext().language]);
    }
    return said.size > 0 ? [...said].join(' ') : null;
  }
}
