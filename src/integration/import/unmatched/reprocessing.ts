import { Injectable } from '@nestjs/common';
import { TasksService } from '../../../clinical/tasks/tasks.service.js';
import { Problem } from '../../../kernel/problem.js';
import { hold } from '../../../platform/database/held-row.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { firstRow } from '../../../platform/database/rows.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import type { MappingResponse } from '../mapping/dto/mapping.response.js';
import { FilingService, numberedAs } from '../filing.service.js';
import { finding, type Found } from '../placing/found.js';
import { place } from '../placing/place.js';
import { ENTRY, type HeldEntry } from './held-entry.js';

/** As many as a request may wait for; the rest are placed when the mapping is said again. */
const MOST_AT_ONCE = 200;

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
  async waitingFor({ sender, kind, code }: Pick<MappingResponse, 'sender' | 'kind' | 'code'>): Promise<number> {
    const named = JSON.stringify([{ code: `${kind}-unmapped`, of: code }]);
    const waiting = await this.unitOfWork.write(
      async (tx) =>
        tx.$queryRaw<{ id: string }[]>`SELECT id FROM unmatched_result WHERE status = 'open' AND sender = ${sender}
        AND reasons @? '$[*] ? (@.code == "code-unmapped" || @.code == "unit-unmapped")' ORDER BY reasons @> ${named}::jsonb DESC, id LIMIT ${MOST_AT_ONCE}`,
    );
    let filed = 0;
    for (const { id } of waiting) if (await this.again(id)) filed++;
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
    await this.tasks.settleWithin(tx, id, ['unmatched-result']);
    return true;
  }
}
