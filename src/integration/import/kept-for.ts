import type { TasksService } from '../../clinical/tasks/tasks.service.js';
import { firstRow } from '../../platform/database/rows.js';
import type { Tx } from '../../platform/database/prisma.js';
import type { IncomingFacts, Reason, Sender, Suggestion } from './facts.js';
import type { KeptMessage } from './incoming-messages.service.js';
import { finding, type Found } from './placing/found.js';
import { whose } from './placing/whose.rules.js';
import { setResultsAside } from './set-aside.js';

/** A message that its reader cannot place. */
export interface Keeping {
  readonly message: KeptMessage;
  readonly sender: Sender;
  readonly facts: IncomingFacts;
  readonly reasons: readonly Reason[];
  /** Who its reader found named. */
  readonly suggestions: readonly Suggestion[];
}

/** An entry of the inbox. */
export interface KeptEntry {
  readonly id: string;
  readonly status: 'open' | 'assigned' | 'dismissed';
}

/** Puts a message before a person, with who may be meant besides; one that waits already stays the one entry. */
export async function keptFor(tx: Tx, tasks: TasksService, keeping: Keeping): Promise<KeptEntry> {
  const { message, sender, facts, reasons, suggestions } = keeping;
  const found = firstRow(await tx.$queryRaw<Found[]>(finding(facts, sender, { messageId: message.id, alike: true })));
  if (found.answer === null) {
    const others = whose(facts, found).suggestions.filter(
      ({ patientId }) => !suggestions.some((one) => one.patientId === patientId),
    );
    const aside = {
      ok: false,
      reasons,
      suggestions: [...suggestions, ...others].slice(0, MOST),
      unmapped: [],
    } as const;
    const understood = { message, sender, facts, answer: () => Buffer.from('202') };
    await setResultsAside(tx, tasks, { understood, aside, mapped: found.mappings });
  }
  return firstRow(
    await tx.$queryRaw<KeptEntry[]>`SELECT id, status FROM unmatched_result WHERE message_id = ${message.id}::uuid`,
  );
}
const MOST = 5;
