import { Injectable } from '@nestjs/common';
import { TasksService } from '../../../clinical/tasks/tasks.service.js';
import { Problem } from '../../../kernel/problem.js';
import { hold } from '../../../platform/database/held-row.js';
import { Prisma, type Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { MappingResponse } from '../mapping/dto/mapping.response.js';
import { FilingService, numberedAs } from '../filing.service.js';
import { finding, type Found } from '../placing/found.js';
import { place } from '../placing/place.js';
import { ENTRY, ENTRY_TASKS, type HeldEntry } from './held-entry.js';

/** As many as a request may wait for; the rest are placed in the background. */
const MOST_AT_ONCE = 200;

type Mapped = Pick<MappingResponse, 'sender' | 'kind' | 'code'>;

/** Places again what waited for a code or unit to be mapped. */
@Injectable()
export class Reprocessing {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly filing: FilingService,
    private readonly tasks: TasksService,
  ) {}

  /**
   * Those that wait for this very code or unit come first: others, which may wait for more, would stand before them for ever.
   * @returns how many are in their charts now
   */
  async waitingFor({ sender, kind, code }: Mapped): Promise<number> {
    const named = JSON.stringify([{ code: `${kind}-unmapped`, of: code }]);
    return this.placeAll(
      await this.idsOf(
        Prisma.sql`sender = ${sender} AND ${UNMAPPED} ORDER BY reasons @> ${named}::jsonb DESC, id LIMIT ${MOST_AT_ONCE}`,
      ),
    );
  }

  /** The same of all that waits for a code or unit of the sender, however many. */
  async allWaitingFor({ sender }: Pick<Mapped, 'sender'>): Promise<void> {
    for (let after: string | undefined; ;) {
      const ids = await this.idsOf(
        Prisma.sql`sender = ${sender} AND ${UNMAPPED} AND (${after ?? null}::uuid IS NULL OR id > ${after ?? null}::uuid) ORDER BY id LIMIT ${MOST_AT_ONCE}`,
      );
      await this.placeAll(ids);
      if (ids.length < MOST_AT_ONCE) return;
      after = ids.at(-1);
    }
  }

  private async idsOf(which: Prisma.Sql): Promise<string[]> {
    const rows = await this.unitOfWork.write(
      (tx) => tx.$queryRaw<{ id: string }[]>`SELECT id FROM unmatched_result WHERE status = 'open' AND ${which}`,
    );
    return rows.map(({ id }) => id);
  }

  private async placeAll(ids: readonly string[]): Promise<number> {
    let filed = 0;
    for (const id of ids) if (await this.again(id)) filed++;
    return filed;
  }

  private async again(id: string): Promise<boolean> {
    try {
      return await this.unitOfWork.write(async (tx) => {
        const entry = await hold<HeldEntry>(tx, ENTRY, id);
        return entry.status === 'open' && (await this.placeAgain(tx, entry));
      });
    } catch (error) {
      // What the chart does not take still waits, for a person.
      if (error instanceof Problem) return false;
      throw error;
    }
  }

  private async placeAgain(tx: Tx, { id, messageId, facts, sender: name, namespace }: HeldEntry): Promise<boolean> {
    const sender = { name, namespace };
    const found = firstRow(await tx.$queryRaw<Found[]>(finding(facts, sender, { alike: true })));
    const placed = place(facts, found, sender);
    if (!placed.ok) {
      await tx.$executeRaw`UPDATE unmatched_result SET reasons = ${JSON.stringify(placed.reasons)}::jsonb WHERE id = ${id}::uuid`;
      return false;
    }
    const { patientId, filings } = placed;
    const stored = await this.filing.storeAll(tx, filings);
    await tx.$executeRaw(numberedAs({ messageId, sender, facts, found }, stored, patientId));
    await tx.$executeRaw`UPDATE unmatched_result SET status = 'assigned', patient_id = ${patientId}::uuid, decided_at = now(),
      report_ids = ${stored.map(({ reportId }) => reportId)}::uuid[] WHERE id = ${id}::uuid`;
    await this.tasks.settleWithin(tx, id, ENTRY_TASKS);
    return true;
  }
}

const UNMAPPED = Prisma.sql`reasons @? '$[*] ? (@.code == "code-unmapped" || @.code == "unit-unmapped")'`;
