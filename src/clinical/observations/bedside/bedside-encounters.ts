import { Injectable } from '@nestjs/common';
import { invalidField } from '../../../kernel/problem.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { EncountersService } from '../../encounters/encounters.service.js';
import { lateColumns } from '../../encounters/late-entry.rules.js';
import { bedsideWords } from './bedside.words.js';

/** When something was seen, and why it is charted only now. */
interface Moment {
  /** Now by default. */
  readonly given?: string;
  readonly lateReason?: string | null;
  readonly pointer?: string;
}

/** What is asked of an encounter before something is recorded in it. */
@Injectable()
export class BedsideEncounters {
  constructor(private readonly encounters: EncountersService) {}

  /**
   * The encounter, held as it is, the moment that was given, or now, and what is kept of a late entry.
   * @throws Problem encounterNotFound, encounterClosed, lateEntryNotYours, recordClosed, afterDeath; validation when the moment lies before the encounter
   */
  async chartableAt(tx: Tx, id: string, { given, lateReason, pointer }: Moment) {
    const lateness = { effectiveAt: given, lateReason, atBedside: true, pointer } as const;
    const { patientId, lateEntry } = await this.encounters.requireChartable(tx, id, lateness);
    return { patientId, at: given ? new Date(given) : new Date(), late: lateColumns(lateEntry, lateReason) };
  }

  /** @throws Problem validation when it is none of the encounter's */
  async requireSite(tx: Tx, site: { id: string; encounterId: string; kind: 'wound' | 'drain' }): Promise<void> {
    const found = await tx.bedsideSite.findFirst({ where: site, select: { id: true } });
    if (found) return;
    const words = site.kind === 'drain' ? bedsideWords.siteIsNoDrain : bedsideWords.siteIsNoWound;
    throw invalidField('/siteId', `no-${site.kind}`, words);
  }
}
