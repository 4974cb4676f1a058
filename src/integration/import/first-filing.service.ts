import { Injectable } from '@nestjs/common';
import { ordersNamed, type HeldOrder } from '../../clinical/orders/orders.service.js';
import {
  codesToLookBack,
  ResultsService,
  surroundingsOf,
  type NewReport,
  type Surroundings,
} from '../../clinical/results/results.service.js';
import { Database } from '../../platform/database/database.js';
import { postgresError } from '../../platform/database/postgres-error.js';
import { Prisma } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { finding, namesNoOrder, type Found } from './placing/found.js';
import { namedAs, numberKey } from './placing/number.rules.js';
import { place, type Filing } from './placing/place.js';
import type { Understood } from './set-aside.js';

interface Before {
  readonly order: HeldOrder | null;
  readonly around: Surroundings;
}

/**
 * The usual message, the first report on one order, in two reads and one statement that writes all of it, which messages of the same moment share
 * (docs/adr/0038). Nothing is held in between: it writes only if the order is as it was read, and the message has not been settled. Whatever is
 * not so simple, or was overtaken, is left to {@link FilingService}.
 */
@Injectable()
export class FirstFiling {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly results: ResultsService,
  ) {}

  /** @returns what the sender is answered; undefined when it must be filed otherwise, and then nothing was written */
  async take(understood: Understood): Promise<Buffer | undefined> {
    const filing = await this.placed(understood);
    const stores = filing && (await this.storing(filing.report));
    if (!filing || !stores) return undefined;
    const answer = understood.answer({ state: 'filed' });
    const { text, values } =
      Prisma.sql`${stores}, ${numberedWith(understood, filing)}, ${settledWith(understood, filing, answer)},
      result AS (SELECT 1 / (SELECT count(*) FROM settled) AS filed FROM firstly)`;
    try {
      const written = await this.unitOfWork.attempt({ name: 'import.first-filing', text, values });
      return written && answer;
    } catch (error) {
      // Another process settled the message meanwhile: nothing was written.
      if (postgresError(error)?.code === DIVISION_BY_ZERO) return undefined;
      throw error;
    }
  }

  /** The one report that it is, when it is the first on its order and under its number. */
  private async placed({ facts, sender, message }: Understood): Promise<Filing | undefined> {
    if (message.isNumberReused || namesNoOrder(facts)) return undefined;
    const { text, values } = finding(facts, sender, {});
    const [found] = await this.database.query<Found>({ name: 'import.finding', text }, values);
    if (!found || found.received.length > 0 || found.orders.some(({ report }) => report !== null)) return undefined;
    const placed = place(facts, found, sender);
    const [filing, ...more] = placed.ok ? placed.filings : [];
    return filing?.report.orderId && more.length === 0 ? filing : undefined;
  }

  private async storing(report: NewReport): Promise<Prisma.Sql | undefined> {
    const { text, values } =
      Prisma.sql`SELECT (SELECT to_jsonb(o) FROM (${ordersNamed(Prisma.sql`${report.orderId}::uuid`)}) o) AS "order",
      (SELECT to_jsonb(around) FROM (${surroundingsOf(report, Prisma.sql`${report.patientId}::uuid`)}) around) AS around`;
    const name = codesToLookBack(report).length > 0 ? 'import.before-later-result' : 'import.before-first-result';
    const [before] = await this.database.query<Before>({ name, text }, values);
    if (!before?.order) return undefined;
    return this.results.firstReport({ ...report, observationIds: [] }, before.order, before.around);
  }
}

const DIVISION_BY_ZERO = '22012';

const numberedWith = ({ sender, facts, message }: Understood, { report, sent }: Filing): Prisma.Sql => {
  const rows = sent.map((one) => ({ number: numberKey(one), part: one.part }));
  return Prisma.sql`numbered AS (
    INSERT INTO received_report (patient_id, sender, namespace, number, part, report_id, named, message_id)
    SELECT ${report.patientId}::uuid, ${sender.name}, ${sender.namespace}, s.number, s.part, firstly.id, ${namedAs(facts)}, ${message.id}::uuid
      FROM firstly CROSS JOIN (SELECT DISTINCT number, part FROM jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) AS s (number text, part text)) s)`;
};

const settledWith = ({ message }: Understood, { report }: Filing, answer: Buffer): Prisma.Sql => Prisma.sql`settled AS (
    UPDATE incoming_message m SET state = 'filed', answer = ${answer}, settled_at = now(), patient_id = ${report.patientId}::uuid,
      report_ids = ARRAY[firstly.id] FROM firstly WHERE m.id = ${message.id}::uuid AND m.state = 'received' RETURNING m.id)`;
