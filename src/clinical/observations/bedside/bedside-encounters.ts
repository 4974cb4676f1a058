import { Injectable } from '@nestjs/common';
import { invalidField } from '../../../kernel/problem.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { EncountersService } from '../../encounters/encounters.service.js';
import { bedsideWords } from './bedside.words.js';

/** How far a moment may lie before the encounter's, in milliseconds: two clocks. */
const SKEW_MS = 60_000;

/** What is asked of an encounter before something is recorded in it. */
@Injectable()
export class BedsideEncounters {
  constructor(private readonly encounters: EncountersService) {}

  /**
   * The encounter, held open, and the moment that was given, or now.
   * @throws Problem encounterNotFound, encounterClosed, afterDeath; validation when the moment lies before the encounter
   */
  async openAt(tx: Tx, id: string, given: string | undefined, pointer = '/effectiveAt') {
    const at = given ? new Date(given) : new Date();
    const { patientId } = await this.encounters.requireOpen(tx, id, at);
    const [row] = await tx.$queryRaw<{ startedAt: Date }[]>`
      SELECT started_at AS "startedAt" FROM encounter WHERE id = ${id}::uuid`;
    if (row && at.getTime() < row.startedAt.getTime() - SKEW_MS) {
      throw invalidField(pointer, 'before-encounter', bedsideWords.beforeEncounter);
    }
    return { patientId, at };
  }

  /** @throws Problem validation when it is none of the encounter's */
  async requireSite(tx: Tx, site: { id: string; encounterId: string; kind: 'wound' | 'drain' }): Promise<void> {
    const found = await tx.bedsideSite.findFirst({ where: site, select: { id: true } });
    if (found) return;
    const words = site.kind === 'drain' ? bedsideWords.siteIsNoDrain : bedsideWords.siteIsNoWound;
    throw invalidField('/siteId', `no-${site.kind}`, words);
  }
}
