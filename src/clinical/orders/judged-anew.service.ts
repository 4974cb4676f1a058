import { Injectable } from '@nestjs/common';
import type { Language, Localised } from '../../kernel/language.js';
import { follow } from '../../platform/database/advisory-locks.js';
import type { Tx } from '../../platform/database/prisma.js';
import { SafetyFollowers } from '../patients/safety-followers.service.js';
import { TasksService } from '../tasks/tasks.service.js';
import { findingsOf } from './checks/check.rules.js';
import { factsOf } from './checks/facts.queries.js';
import type { OpenOrder } from './checks/facts.js';
import { stops, type Finding } from './checks/finding.js';
import { shown } from './checks/finding.mapper.js';
import type { Judged } from './checks/judge.js';
import { newlyFound } from './judged-anew.rules.js';
import { requesterTold } from './judged-anew.words.js';

/**
 * Judges the medicines in force again, and with them the doses that are planned of them, when an allergy, a pregnancy or lactation becomes
 * known: whoever ordered one that it speaks against is told, once. Nothing is stopped by itself.
 */
@Injectable()
export class JudgedAnewService {
  constructor(
    private readonly tasks: TasksService,
    followers: SafetyFollowers,
  ) {
    followers.add((tx, patientId) => this.judgeAnew(tx, patientId));
  }

  /** @returns of which medicines their doctors were told just now */
  private async judgeAnew(tx: Tx, patientId: string): Promise<readonly Localised[]> {
    // Whoever signs at this moment is waited for: either they see what is new, or their order is seen here.
    await follow(tx, `orders of ${patientId}`);
    const facts = await factsOf(tx, patientId);
    const medicines = facts.open.filter(({ kind }) => kind === 'medication');
    if (medicines.length === 0) return [];
    const found = findingsOf(medicines, { ...facts, open: [] }).filter(stops);
    const stored = await tx.serviceOrder.findMany({
      where: { id: { in: medicines.map(({ id }) => id) } },
      select: { id: true, encounterId: true, requestedBy: true, judged: true },
    });
    const told: Localised[] = [];
    for (const { id, encounterId, requestedBy, judged } of stored) {
      const at = medicines.findIndex((one) => one.id === id);
      const before = (judged as unknown as Judged | null)?.findings ?? [];
      const anew = newlyFound(
        found.filter(({ order }) => order === at),
        before,
      );
      const about = anew.length > 0 ? aboutOf(medicines[at]!, anew) : undefined;
      const order = { id, patientId, encounterId, requestedBy };
      const isTold = await this.tasks.replaceAboutOrder(tx, 'order-judged-anew', order, about);
      if (isTold && about) told.push(requesterTold(about));
    }
    return told;
  }
}

/** The order and what was found of it, in each language. */
function aboutOf({ number, code }: OpenOrder, found: readonly Finding[]): Localised {
  const said = (language: Language) => {
    const messages = new Set(found.map((one) => shown(one, language).message));
    return `${number} ${code.display}: ${[...messages].join(' ')}`;
  };
  return { vi: said('vi'), en: said('en') };
}
