import { Injectable } from '@nestjs/common';
import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import type { Reason } from '../facts.js';
import type { Decided } from '../placing/place.js';
import type { HeldEntry } from './held-entry.js';

/** What came of a message that a person placed. */
export interface Settled {
  readonly reportIds: readonly string[];
  readonly orderId: string | null;
}

/** A message that waited, as its sender sent it. */
export interface Waiting {
  readonly sender: string;
  /** Whether its sender is a machine. */
  readonly isMachine: boolean;
  readonly content: Buffer;
  /** Why it waited. */
  readonly reasons: readonly Reason[];
}

/** Files a message of its language as a person has decided, all of it, in the transaction that settles its entry. */
export type Settler = (tx: Tx, waiting: Waiting, decided: Decided) => Promise<Settled>;
export type { Decided };

/** Languages whose messages are filed by their own readers; those of all others are filed by what they say. */
@Injectable()
export class SettlersService {
  private readonly byProtocol = new Map<string, Settler>();

  register(protocol: string, settler: Settler): void {
    this.byProtocol.set(protocol, settler);
  }

  /** @returns undefined for a language that is filed by what its messages say */
  async settle(tx: Tx, entry: HeldEntry, decided: Decided): Promise<Settled | undefined> {
    const settler = this.byProtocol.get(entry.protocol);
    if (!settler) return undefined;
    const { messageId, sender, reasons } = entry;
    const read = firstRow(await tx.$queryRaw<Pick<Waiting, 'content' | 'isMachine'>[]>(contentOf(entry)));
    const settled = await settler(tx, { ...read, content: Buffer.from(read.content), sender, reasons }, decided);
    await tx.$executeRaw`UPDATE incoming_message SET patient_id = ${decided.patientId}::uuid WHERE id = ${messageId}::uuid`;
    return settled;
  }
}

const contentOf = ({ messageId, sender }: HeldEntry): Prisma.Sql => Prisma.sql`
  SELECT content, EXISTS (SELECT FROM machine_client WHERE client_id = ${sender}) AS "isMachine"
  FROM incoming_message WHERE id = ${messageId}::uuid`;
