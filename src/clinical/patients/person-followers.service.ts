import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/prisma.js';

/** What of a person much else hangs on: diagnoses, scores and doses are judged by it. */
export interface Person {
  readonly sex: string;
  /** A date, a month or only a year; null when it is not known, or judged by looks. */
  readonly birthDate: string | null;
}

/** A correction of it. */
export interface PersonChange {
  readonly was: Person;
  readonly becomes: Person;
}

/** What stands above patients and hangs on sex or birth date. */
export interface PersonFollower {
  /** Which of the two what is on record hardly fits any more, once it is corrected so. */
  unfit(tx: Tx, patientId: string, change: PersonChange): Promise<readonly (keyof Person)[]>;
  /** Is called after the change is written, in its transaction. @returns what whoever made it has to know, in their words */
  changed(tx: Tx, patientId: string): Promise<readonly string[]>;
}

/** The history stands above patients, and says here that it follows a corrected sex or birth date. */
@Injectable()
export class PersonFollowers {
  private readonly followers: PersonFollower[] = [];

  add(follower: PersonFollower): void {
    this.followers.push(follower);
  }

  /** As {@link PersonFollower.unfit}, of all; each once. */
  async unfit(tx: Tx, patientId: string, change: PersonChange): Promise<ReadonlySet<keyof Person>> {
    const found = new Set<keyof Person>();
    for (const follower of this.followers) {
      for (const field of await follower.unfit(tx, patientId, change)) found.add(field);
    }
    return found;
  }

  /** As {@link PersonFollower.changed}, of all; null when nothing follows. */
  async changed(tx: Tx, patientId: string): Promise<string | null> {
    const said: string[] = [];
    for (const follower of this.followers) said.push(...(await follower.changed(tx, patientId)));
    return said.length > 0 ? said.join(' ') : null;
  }
}
