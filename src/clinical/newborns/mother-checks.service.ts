import { Injectable } from '@nestjs/common';
import type { Localised } from '../../kernel/language.js';
import { Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext, runAsSystem } from '../../kernel/request-context.js';
import { CareRelationship } from '../../platform/care/care-relationship.js';
import { Database } from '../../platform/database/database.js';
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
import { newbornWords } from './newborns.words.js';

/** What is known of a newborn and of two bracelets. */
interface Scanned {
  readonly hasMother: boolean;
  readonly fullName: string;
  readonly asMother: Wearer;
  readonly asNewborn: Wearer;
}

/** A newborn without a stay of its own. */
interface BesideMother {
  readonly motherId: string;
  readonly about: Localised;
}

/** Compares the bracelets of mother and child before the child is handed over. */
@Injectable()
export class MotherChecksService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly database: Database,
    private readonly care: CareRelationship,
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
    const motherId = await this.motherSeen(patientId);
    const check = await this.unitOfWork.write(async (tx) => {
      await this.patients.holdWithin(tx, patientId);
      const { hasMother, fullName, asMother, asNewborn } = await scanned(tx, patientId, input);
      if (!hasMother) throw new Problem(newbornProblems.newbornWithoutMother);
      const outcome = outcomeOf(asMother, asNewborn);
      const encounterId = await openStayOf(tx, patientId);
      const { id } = await tx.motherCheck.create({
        data: { ...input, patientId, encounterId, outcome, checkedBy: actingPerson() },
        select: { id: true },
      });
      const beside = encounterId || !motherId ? null : { motherId, about: newbornWords.child(fullName) };
      await this.tell(tx, patientId, outcome === 'match', beside);
      return this.queries.getWithin(tx, id);
    });
    if (check.outcome === 'match') {
      if (!motherId) await this.settleUnseen(patientId);
      return check;
    }
    throw new Problem(MISMATCHES[check.outcome], { extra: { check } });
  }

  /** The mother on record, once the request sees her record as well: a child without a stay of its own lies beside her, in her ward. */
  private async motherSeen(newbornId: string): Promise<string | null> {
    const [found] = await this.database.query<{ id: string | null }>(MOTHER, [newbornId]);
    if (!found?.id) return null;
    return (await this.care.seeIfAllowed(requestContext(), { kind: 'patient', id: found.id })) ? found.id : null;
  }

  /** What was asked of the mother's ward, while the child lay beside her, is seen to as well when the child lies elsewhere by now. */
  private settleUnseen(newbornId: string): Promise<void> {
    return runAsSystem('newborns', () =>
      this.unitOfWork.write((tx) => this.tasks.settleWithin(tx, newbornId, [MISMATCH])),
    );
  }

  /** Asks the ward to see to a mismatch: the child's, or the one where its mother lies. */
  private async tell(tx: Tx, newbornId: string, matches: boolean, beside: BesideMother | null): Promise<void> {
    if (matches) return this.tasks.settleWithin(tx, newbornId, [MISMATCH]);
    const { motherId: patientId = newbornId, about } = beside ?? {};
    await this.tasks.openWithin(tx, { kind: MISMATCH, patientId, focus: 'patient', focusId: newbornId, about });
  }
}

const MISMATCH = 'newborn-mismatch';
const MOTHER = {
  name: 'mother-checks.mother',
  text: 'SELECT coalesce(survivor_of(mother_id), mother_id) AS id FROM patient WHERE id = $1::uuid',
};

async function scanned(tx: Tx, patientId: string, { motherBracelet, newbornBracelet }: MotherCheckDto) {
  return firstRow(
    await tx.$queryRaw<Scanned[]>`SELECT mother_id IS NOT NULL AS "hasMother", full_name AS "fullName",
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
