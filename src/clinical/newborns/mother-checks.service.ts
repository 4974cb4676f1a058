import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { actingPerson } from '../../kernel/request-context.js';
import type { Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { PatientsService } from '../patients/patients.service.js';
import { TasksService } from '../tasks/tasks.service.js';
import { outcomeOf, type Wearer } from './bracelets.rules.js';
import type { MotherCheckDto } from './dto/mother-check.dto.js';
import type { MotherCheckResponse } from './dto/mother-check.response.js';
import { MotherChecksQueries } from './mother-checks.queries.js';
import { MISMATCHES, newbornProblems } from './newborns.errors.js';

/** What is known of a newborn and of two bracelets. */
interface Scanned {
  readonly hasMother: boolean;
  readonly asMother: Wearer;
  readonly asNewborn: Wearer;
}

/** Compares the bracelets of mother and child before the child is handed over. */
@Injectable()
export class MotherChecksService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
    private readonly tasks: TasksService,
    private readonly queries: MotherChecksQueries,
  ) {}

  /**
   * Records the comparison, also of a pair that does not belong together: it asks the ward to see to it until the right pair was scanned.
   * @throws Problem patientNotFound, newbornWithoutMother; braceletOfOtherMother, braceletOfOtherNewborn, braceletsOfOthers and
   *   braceletsExchanged after they were recorded
   */
  async check(patientId: string, input: MotherCheckDto): Promise<MotherCheckResponse> {
    const check = await this.unitOfWork.write(async (tx) => {
      await this.patients.holdWithin(tx, patientId);
      const { hasMother, asMother, asNewborn } = await scanned(tx, patientId, input);
      if (!hasMother) throw new Problem(newbornProblems.newbornWithoutMother);
      const outcome = outcomeOf(asMother, asNewborn);
      const encounterId = await openStayOf(tx, patientId);
      const { id } = await tx.motherCheck.create({
        data: { ...input, patientId, encounterId, outcome, checkedBy: actingPerson() },
        select: { id: true },
      });
      await this.tell(tx, patientId, encounterId, outcome === 'match');
      return this.queries.getWithin(tx, id);
    });
    if (check.outcome === 'match') return check;
    throw new Problem(MISMATCHES[check.outcome], { extra: { check } });
  }

  private async tell(tx: Tx, patientId: string, encounterId: string | null, matches: boolean): Promise<void> {
    const kind = 'newborn-mismatch' as const;
    if (matches) await this.tasks.settleWithin(tx, patientId, [kind]);
    else await this.tasks.openWithin(tx, { kind, patientId, encounterId, focus: 'patient', focusId: patientId });
  }
}

async function scanned(tx: Tx, patientId: string, { motherBracelet, newbornBracelet }: MotherCheckDto) {
  return firstRow(
    await tx.$queryRaw<Scanned[]>`SELECT mother_id IS NOT NULL AS "hasMother",
      bracelet_of(id, ${motherBracelet}) AS "asMother", bracelet_of(id, ${newbornBracelet}) AS "asNewborn"
      FROM patient WHERE id = ${patientId}::uuid`,
  );
}

/** The newborn's own stay, held open; null while it has none, as beside its mother. */
async function openStayOf(tx: Tx, patientId: string): Promise<string | null> {
  const [stay] = await tx.$queryRaw<{ id: string }[]>`SELECT id FROM encounter
    WHERE patient_id = ${patientId}::uuid AND status = 'in-progress' ORDER BY class = 'inpatient' DESC, started_at DESC LIMIT 1 FOR SHARE`;
  return stay?.id ?? null;
}
