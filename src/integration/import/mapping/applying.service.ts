import { Injectable, type OnModuleInit } from '@nestjs/common';
import { runAsSystem } from '../../../kernel/request-context.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { JobQueues } from '../../../platform/jobs/job-queues.js';
import { Reprocessing } from '../unmatched/reprocessing.js';
import type { MappedResponse, MappingResponse } from './dto/mapping.response.js';
import { FiledValues } from './filed-values.service.js';
import { MappingQueries } from './mapping.queries.js';

/** The request that maps has so long by itself. */
const ALONE_MS = 60_000;

/**
 * Applies a mapping to what came before it: what waited is placed, what is in charts is judged. The request does as much as it can wait for; a job
 * that was sent with the mapping, in its transaction, does the rest, or all of it where the process of the request was killed. Done twice, it
 * finds nothing to do.
 */
@Injectable()
export class ApplyingService implements OnModuleInit {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queues: JobQueues,
    private readonly queries: MappingQueries,
    private readonly reprocessing: Reprocessing,
    private readonly filedValues: FiledValues,
  ) {}

  onModuleInit(): void {
    this.queues.handle('mapping', ({ mappingId }) => this.finish(String(mappingId)));
  }

  /** Sees to it that a mapping is applied, whatever becomes of this process, if the transaction commits. */
  async sendWithin(tx: Tx, { id }: MappingResponse): Promise<void> {
    const at = new Date(Date.now() + ALONE_MS);
    await this.queues.sendWithin(tx, 'mapping', { mappingId: id }, { key: id, at });
  }

  /** As much as a request may wait for. */
  async begin(mapping: MappingResponse): Promise<MappedResponse> {
    return runAsSystem('import', async () => {
      const filed = await this.reprocessing.waitingFor(mapping);
      return { ...mapping, filed, judgedAgain: await this.filedValues.judgeAgain(mapping) };
    });
  }

  /** All that is left. */
  private finish(id: string): Promise<void> {
    return runAsSystem('import', async () => {
      const mapping = await this.unitOfWork.write((tx) => this.queries.getWithin(tx, id));
      if (mapping.targetCode === null) return;
      await this.reprocessing.allWaitingFor(mapping);
      while ((await this.filedValues.judgeAgain(mapping)) > 0);
    });
  }
}
