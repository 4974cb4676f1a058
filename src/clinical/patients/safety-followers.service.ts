import { Injectable } from '@nestjs/common';
import type { Tx } from '../../platform/database/prisma.js';

/** Follows what is newly known of a patient that speaks for or against medicines, in the transaction that writes it. */
export type SafetyFollower = (tx: Tx, patientId: string) => Promise<void>;

/** Orders stand above what is known of a patient, and say here that they want to know of an allergy, a pregnancy or lactation. */
@Injectable()
export class SafetyFollowers {
  private readonly followers: SafetyFollower[] = [];

  add(follower: SafetyFollower): void {
    this.followers.push(follower);
  }

  /** Is called after what is known is written. */
  async changed(tx: Tx, patientId: string): Promise<void> {
    for (const follow of this.followers) await follow(tx, patientId);
  }
}
