import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { TasksService } from '../../clinical/tasks/tasks.service.js';
import { ResultsService } from '../../clinical/results/results.service.js';
import type { Reason, ReasonCode, Suggestion } from './facts.js';
import { FirstFiling } from './first-filing.service.js';
import { reasonWords } from './import.words.js';
import { keptFor, type KeptEntry, type Keeping } from './kept-for.js';
import { settling, type KeptMessage } from './incoming-messages.service.js';
import { SetAside, setResultsAside, type Aside, type Understood } from './set-aside.js';
import { refusedBy } from './placing/refused-by.rules.js';
import { finding, namesNoOrder, type Found } from './placing/found.js';
import { firstRow } from '../../platform/database/rows.js';
import { namedAs, numberKey } from './placing/number.rules.js';
import { place, type Filing, type Placed } from './placing/place.js';

export type {
  IncomingFacts,
  Reason,
  ReasonCode,
  Sender,
  SentIdentifier,
  SentOrder,
  SentPerson,
  SentReport,
  SentValue,
  Suggestion,
} from './facts.js';
export type { KeptEntry } from './kept-for.js';
export type { Outcome, TakenOrder, Understood } from './set-aside.js';

/** Why something waits, in words. */
export const wordsOfReason = (code: ReasonCode) => reasonWords[code];

/** Files what a message says, all of it, or keeps all of it for a person. Either way its sender is told. */
@Injectable()
export class FilingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly results: ResultsService,
    private readonly first: FirstFiling,
    private readonly tasks: TasksService,
  ) {}

  /** @returns what the sender is answered */
  async take(understood: Understood): Promise<Buffer> {
    const filed = await this.first.take(understood);
    if (filed) return filed;
    const answer = await this.file(understood).catch((error: unknown) => {
      if (!(error instanceof SetAside)) throw error;
      return this.write(understood, (tx, { mappings: mapped }) =>
        setResultsAside(tx, this.tasks, { understood, aside: error.aside, mapped }),
      );
    });
    return Buffer.from(answer, 'base64');
  }

  private file(understood: Understood): Promise<string> {
    const { facts, sender, message } = understood;
    return this.write(understood, async (tx, found) => {
      const placed = withNumber(place(facts, found, sender), message);
      if (!placed.ok) {
        const aside = await this.withSuggestions(tx, understood, placed);
        return setResultsAside(tx, this.tasks, { understood, aside, mapped: found.mappings });
      }
      const stored = await this.fileAll(tx, placed);
      const answer = understood.answer({ state: 'filed' });
      await tx.$executeRaw`WITH numbered AS (${numbering({ ...understood, found }, stored, placed.patientId)})
        ${settling(message.id, 'filed', answer, { patientId: placed.patientId, reportIds: stored.map(({ reportId }) => reportId) })}`;
      return answer.toString('base64');
    });
  }

  /** Who may be meant is looked for only where somebody has to be told. */
  private async withSuggestions(tx: Tx, { facts, sender }: Understood, aside: Aside): Promise<Aside> {
    if (namesNoOrder(facts)) return aside;
    const again = place(facts, firstRow(await tx.$queryRaw<Found[]>(finding(facts, sender, { alike: true }))), sender);
    return again.ok ? aside : { ...aside, suggestions: again.suggestions };
  }

  /** Puts a message before a person that its own reader cannot place; the same message makes no second entry. */
  keep(keeping: Keeping): Promise<KeptEntry> {
    return this.unitOfWork.write((tx) => keptFor(tx, this.tasks, keeping));
  }

  /** Files them one by one, in a transaction that is open. @throws Problem as {@link ResultsService.receiveWithin} */
  async storeAll(tx: Tx, filings: readonly Filing[]): Promise<Stored[]> {
    const stored: Stored[] = [];
    for (const filing of filings) {
      const { id } = await this.results.receiveWithin(tx, filing.report);
      stored.push({ filing, reportId: id });
    }
    return stored;
  }

  /** @throws SetAside with why the chart does not take one of them */
  private async fileAll(tx: Tx, { filings }: Extract<Placed, { ok: true }>): Promise<Stored[]> {
    try {
      return await this.storeAll(tx, filings);
    } catch (error) {
      const reason = error instanceof Problem ? refusedBy(error) : undefined;
      if (!reason) throw error;
      throw new SetAside({ ok: false, reasons: [reason], suggestions: filings.flatMap(ofFiling), unmapped: [] });
    }
  }

  /** Whoever takes the same message at once waits for the first, and answers as it did. */
  private write(
    { facts, sender, message }: Understood,
    work: (tx: Tx, found: Found) => Promise<string>,
  ): Promise<string> {
    const opening = finding(facts, sender, { messageId: message.id, ...(namesNoOrder(facts) && { alike: true }) });
    return this.unitOfWork.write<string, Found>(
      (tx, found) => (found.answer === null ? work(tx, found) : Promise.resolve(found.answer)),
      { opening },
    );
  }
}

/** A report as it was filed. */
export interface Stored {
  readonly filing: Filing;
  readonly reportId: string;
}

const ofFiling = ({ report }: Filing): Suggestion[] => [
  { patientId: report.patientId, ...(report.orderId && { orderId: report.orderId }), because: ['identifier'] },
];

function withNumber(placed: Placed, { isNumberReused }: KeptMessage): Placed {
  if (!isNumberReused) return placed;
  const reasons: Reason[] = [{ code: 'number-reused' }];
  return placed.ok
    ? { ok: false, reasons, suggestions: [], unmapped: [] }
    : { ...placed, reasons: [...placed.reasons, ...reasons] };
}

/** What is filed, and what was known of its numbers when it was placed. */
type Numbered = Pick<Understood, 'message' | 'sender' | 'facts'> & { readonly found: Pick<Found, 'received'> };

/** An INSERT of the sender's numbers of what was filed; a number that was known stays what it is. */
function numbering(
  { message, sender, facts, found }: Numbered,
  stored: readonly Stored[],
  patientId: string,
): Prisma.Sql {
  const isNew = (one: { number: string; part: string }) =>
    !found.received.some(({ number, part }) => number === one.number && part === one.part);
  const rows = stored
    .flatMap(({ filing, reportId }) =>
      filing.sent.map((report) => ({ number: numberKey(report), part: report.part, reportId })),
    )
    .filter(isNew);
  // A number that another took since is refused by its index, whenever that was: the whole is tried again then, and finds it.
  return Prisma.sql`INSERT INTO received_report (patient_id, sender, namespace, number, part, report_id, named, message_id)
    SELECT ${patientId}::uuid, ${sender.name}, ${sender.namespace}, r.number, r.part, r."reportId", ${namedAs(facts)}, ${message.id}::uuid
      FROM (SELECT DISTINCT ON (number, part) * FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS r (number text, part text, "reportId" uuid)) r`;
}

/** A statement that keeps them so, after a person or a mapping has settled what a message waited for. */
export const numberedAs = (
  { messageId, ...known }: Omit<Numbered, 'message'> & { readonly messageId: string },
  stored: readonly Stored[],
  patientId: string,
): Prisma.Sql => {
  const message = { id: messageId, isNumberReused: false };
  return Prisma.sql`WITH numbered AS (${numbering({ message, ...known }, stored, patientId)})
    UPDATE incoming_message SET patient_id = ${patientId}::uuid, report_ids = ${stored.map(({ reportId }) => reportId)}::uuid[]
     WHERE id = ${messageId}::uuid`;
};
