import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { SentOrdersService, type SentDraft } from '../../../clinical/orders/sent-orders.service.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { IncomingFacts, Reason, Sender, SentOrder } from '../facts.js';
import { settling } from '../incoming-messages.service.js';
import { Mappings } from '../placing/codes.rules.js';
import { finding, type Found } from '../placing/found.js';
import { whose } from '../placing/whose.rules.js';
import { SetAside, setAside, type TakenOrder, type Understood } from '../set-aside.js';
import { reasonsAgainst, saidOf, type Standing } from './order-intake.rules.js';

/** An entry that waited. */
interface Waiting {
  readonly sender: Sender;
  readonly facts: IncomingFacts;
}

type Known = SentOrder & { readonly kind: NonNullable<SentOrder['kind']> };

/** Makes drafts of the orders that a message brings, and cancels those it takes back: all of it, or all of it waits for a person. */
@Injectable()
export class OrderingService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly orders: SentOrdersService,
  ) {}

  /** @returns what the sender is answered */
  async take(understood: Understood): Promise<Buffer> {
    const answer = await this.write(understood, (tx, found) => this.place(tx, understood, found)).catch(
      (error: unknown) => {
        if (!(error instanceof SetAside)) throw error;
        return this.write(understood, (tx) => setAside(tx, understood, error.aside));
      },
    );
    return Buffer.from(answer, 'base64');
  }

  /** Drafts orders that waited for the patient whom a person names. */
  async draftFor(
    tx: Tx,
    { sender, facts }: Waiting,
    patientId: string,
  ): Promise<{ ok: true; orderIds: readonly string[] } | { ok: false; reasons: readonly Reason[] }> {
    const orders = facts.orders ?? [];
    const standing = await this.standingOf(tx, { sender, facts }, patientId);
    const reasons = reasonsAgainst(orders, standing);
    if (reasons.length > 0) return { ok: false, reasons };
    const found = firstRow(await tx.$queryRaw<Found[]>(finding(facts, sender, { patientId })));
    const { orderIds } = await this.carryOut(tx, { sender, facts }, standing, new Mappings(found.mappings));
    return { ok: true, orderIds };
  }

  private async place(tx: Tx, understood: Understood, found: Found): Promise<string> {
    const { facts, message, answer } = understood;
    const { patient, reasons: ofPatient, suggestions } = whose(facts, found);
    const standing = patient && (await this.standingOf(tx, understood, patient.id));
    const reasons: Reason[] = [
      ...ofPatient,
      ...(standing ? reasonsAgainst(facts.orders ?? [], standing) : []),
      ...(message.isNumberReused ? [{ code: 'number-reused' as const }] : []),
    ];
    if (reasons.length > 0 || !standing) {
      return setAside(tx, understood, { ok: false, reasons, suggestions, unmapped: [] });
    }
    const { taken, orderIds } = await this.carryOut(tx, understood, standing, new Mappings(found.mappings)).catch(
      (error: unknown) => {
        if (!(error instanceof Problem) || error.kind.status >= 500) throw error;
        const reason: Reason = { code: 'encounter-refuses', of: error.kind.code };
        throw new SetAside({ ok: false, reasons: [reason], suggestions, unmapped: [] });
      },
    );
    const bytes = answer({ state: 'filed', orders: taken });
    await tx.$executeRaw(settling(message.id, 'filed', bytes, { patientId: standing.patientId, orderIds }));
    return bytes.toString('base64');
  }

  /** Held until the transaction ends: nobody sends or cancels an order of the patient meanwhile. */
  private async standingOf(tx: Tx, { sender, facts }: Waiting, patientId: string): Promise<Standing> {
    await this.orders.follow(tx, patientId);
    const numbers = (facts.orders ?? []).flatMap(({ placer }) => placer ?? []);
    const before = await this.orders.before(tx, { sender: sender.name, system: sender.namespace }, numbers);
    const open = await tx.encounter.findMany({
      where: { patientId, status: 'in-progress' },
      select: { id: true },
      orderBy: { id: 'asc' },
      take: 2,
    });
    return { patientId, before, encounterIds: open.map(({ id }) => id) };
  }

  private async carryOut(tx: Tx, { sender, facts }: Waiting, { encounterIds, before }: Standing, mappings: Mappings) {
    const orders = facts.orders ?? [];
    const news = orders.filter((order): order is Known => order.control === 'new' && order.kind !== undefined);
    const drafts = news.map((order): SentDraft => ({
      ...saidOf(order, mappings),
      sent: { sender: sender.name, system: sender.namespace, number: order.placer },
    }));
    const rows = drafts.length > 0 ? await this.orders.draftWithin(tx, encounterIds[0]!, drafts) : [];
    const drafted = new Map<SentOrder, string>(news.map((order, at) => [order, rows[at]!.number]));
    const meant = orders.flatMap((order) =>
      order.control === 'cancel' ? before.filter(({ placer }) => placer === order.placer) : [],
    );
    for (const { id, status } of new Set(meant)) if (status === 'draft') await this.orders.cancelWithin(tx, id);
    const taken = orders.map((order): TakenOrder => ({
      control: order.control,
      placer: order.placer,
      number: drafted.get(order) ?? meant.findLast(({ placer }) => placer === order.placer)?.number ?? '',
    }));
    return { taken, orderIds: [...rows, ...meant].map(({ id }) => id) };
  }

  /** Whoever takes the same message at once waits for the first, and answers as it did. */
  private write(
    { facts, sender, message }: Understood,
    work: (tx: Tx, found: Found) => Promise<string>,
  ): Promise<string> {
    return this.unitOfWork.write<string, Found>(
      (tx, found) => (found.answer === null ? work(tx, found) : Promise.resolve(found.answer)),
      { opening: finding(facts, sender, { messageId: message.id, alike: true }) },
    );
  }
}
