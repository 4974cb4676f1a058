import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { onlyPatients } from '../../../kernel/scope.js';
import { requireVersion } from '../../../kernel/stale-version.js';
import { Database } from '../../../platform/database/database.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { postgresError } from '../../../platform/database/postgres-error.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { patientProblems } from '../patients.errors.js';
import { followBirths } from '../person-doubts.js';
import { PregnancyFollowers } from '../pregnancy-followers.service.js';
import { SafetyFollowers } from '../safety-followers.service.js';
import type { MergeDto, UnmergeDto } from './dto/merge.dto.js';
import type { MergedResponse, UnmergedResponse } from './dto/merge.response.js';
import { mergingProblems } from './merging.errors.js';

/** A patient in two beds, or admitted twice, would come of it. */
const OVERLAPS = ['stay_one_bed_per_patient', 'encounter_one_open_admission'];
/** Many rows, each of which is an event. */
const TIMEOUT_MS = 60_000;

/**
 * Puts two records of one person together, and apart again. The work is the database's (prisma/guards/89-merge.sql): records that never
 * change move in it alone, and what moved is kept.
 */
@Injectable()
export class MergingService {
  constructor(
    private readonly database: Database,
    private readonly unitOfWork: UnitOfWork,
    private readonly pregnancies: PregnancyFollowers,
    private readonly medicines: SafetyFollowers,
  ) {}

  /**
   * Merges the other record into the patient's.
   * @throws Problem patientNotFound, mergedAlready, mergeStopped, mergeOwnRecord; StaleVersion when either changed since it was read
   */
  async merge(id: string, version: number, { otherId, otherVersion, reason }: MergeDto): Promise<MergedResponse> {
    requestContext().reason = reason.normalize();
    const merged = this.unitOfWork.write(
      async (tx) => {
        await followBirths(tx, id, otherId);
        await requireVersions(tx, { id, version }, { id: otherId, version: otherVersion });
        const [{ mergeId } = { mergeId: '' }] = await tx.$queryRaw<{ mergeId: string }[]>`
          SELECT merge_patients(${id}::uuid, ${otherId}::uuid, ${reason}) AS "mergeId"`;
        const [row] = await tx.$queryRaw<{ version: number; moved: Record<string, string[]> }[]>`
          SELECT p.version, m.moved FROM patient_merge m JOIN patient p ON p.id = m.patient_id WHERE m.id = ${mergeId}::uuid`;
        await this.judgeAnew(tx, id);
        return { mergeId, patientId: id, mergedId: otherId, version: row!.version, moved: counted(row!.moved) };
      },
      { timeoutMs: TIMEOUT_MS },
    );
    return merged.catch((error: unknown) => {
      const constraint = postgresError(error)?.constraint ?? '';
      throw OVERLAPS.includes(constraint) ? new Problem(mergingProblems.mergeStopped, { cause: error }) : error;
    });
  }

  /**
   * Takes a merge back: what was moved, and what was charted since in those encounters, is the other's again.
   * @throws Problem mergeNotFound, mergeUndone, mergeLaterFirst; StaleVersion
   */
  async unmerge(id: string, version: number, { mergeId, reason }: UnmergeDto): Promise<UnmergedResponse> {
    const context = requestContext();
    context.reason = reason.normalize();
    const [merge] = await this.database.query<{ mergedId: string }>(MERGED, [mergeId, id]);
    // What is the other's again is judged anew too.
    context.scope = onlyPatients([id, ...(merge ? [merge.mergedId] : [])]);
    return this.unitOfWork.write(
      async (tx) => {
        await followBirths(tx, id, ...(merge ? [merge.mergedId] : []));
        await requireVersions(tx, { id, version });
        const [row] = await tx.$queryRaw<{ done: Unmerged }[]>`
          SELECT unmerge_patients(${id}::uuid, ${mergeId}::uuid, ${reason}) AS done`;
        const { mergedId, back, stayed } = row!.done;
        await this.judgeAnew(tx, id, mergedId);
        const [patient] = await tx.$queryRaw<{ version: number }[]>`SELECT version FROM patient WHERE id = ${id}::uuid`;
        return { mergeId, patientId: id, mergedId, version: patient!.version, moved: counted(back), stayed };
      },
      { timeoutMs: TIMEOUT_MS },
    );
  }

  /** What one record knows of allergies or a pregnancy speaks of the medicines and scores of the other, while they are one. */
  private async judgeAnew(tx: Tx, ...patientIds: readonly string[]): Promise<void> {
    for (const id of patientIds) {
      await this.pregnancies.changed(tx, id, { byMerging: true });
      await this.medicines.changed(tx, id);
    }
  }
}

/** Whom a merge took in; nothing of one that is not this patient's. */
const MERGED = {
  name: 'patients.merged',
  text: 'SELECT merged_id AS "mergedId" FROM patient_merge WHERE id = $1::uuid AND patient_id = $2::uuid',
};

interface Unmerged {
  readonly mergedId: string;
  readonly back: Record<string, string[]>;
  readonly stayed: Record<string, number>;
}

const counted = (moved: Record<string, string[]>): Record<string, number> =>
  Object.fromEntries(Object.entries(moved).map(([table, ids]) => [table, ids.length]));

/** Holds all of them in one order. @throws Problem patientNotFound; StaleVersion */
async function requireVersions(tx: Tx, ...wanted: { id: string; version?: number }[]): Promise<void> {
  const ids = wanted.map(({ id }) => id);
  const rows = await tx.$queryRaw<
    { id: string; version: number }[]
  >`SELECT id, version FROM hold_patients(${ids}::uuid[])`;
  for (const { id, version } of wanted) {
    const row = rows.find((one) => one.id === id);
    if (!row) throw new Problem(patientProblems.patientNotFound);
    if (version !== undefined) requireVersion('patient', row, version);
  }
}
