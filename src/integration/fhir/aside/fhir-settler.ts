import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { parseJson } from '../../../platform/edge/json-body.js';
import { FiledValues } from '../../import/mapping/filed-values.service.js';
import { SettlersService, type Decided, type Settled, type Waiting } from '../../import/unmatched/settlers.service.js';
import { unmatchedProblems } from '../../import/unmatched/unmatched.errors.js';
import { accountOf } from '../bundle/account.js';
import { FhirSources } from '../bundle/fhir-sources.js';
import { entriesOfOne, ImportService } from '../bundle/import.service.js';
import { readBundle } from '../bundle/read-bundle.js';
import { Reading } from '../elements/element.js';
import { fhirProblems } from '../fhir.errors.js';

/** Takes what waited as its sender's, for the patient whom a person has named: it is in the record then as if it had been placed at once. */
@Injectable()
export class FhirSettler implements OnModuleInit {
  constructor(
    private readonly settlers: SettlersService,
    private readonly imports: ImportService,
    private readonly filed: FiledValues,
    private readonly sources: FhirSources,
  ) {}

  onModuleInit(): void {
    this.settlers.register('fhir', (tx, waiting, decided) => this.settle(tx, waiting, decided));
    this.filed.onJudged((tx, judged) => this.sources.followWithin(tx, judged));
  }

  /** @throws Problem unmatchedImpossible for one that names several people; and as {@link ImportService.decidedWithin} */
  private async settle(tx: Tx, waiting: Waiting, { patientId, order }: Decided): Promise<Settled> {
    const unclear = waiting.reasons.filter(({ code }) => code === 'patient-unclear');
    if (unclear.length > 0) throw new Problem(unmatchedProblems.unmatchedImpossible, { extra: { reasons: unclear } });
    const body = parseJson(waiting.content, true) as { resourceType: string };
    const [reading, account] = [new Reading(), accountOf(waiting.sender, waiting.isMachine)];
    const entries =
      body.resourceType === 'Bundle'
        ? readBundle(body, account, reading)
        : entriesOfOne(body.resourceType, body, { ifNoneExist: undefined }, reading, account);
    const decided = { patientId, ...(order && { orderId: order.id }) };
    const imported = await this.imports.decidedWithin(tx, { entries, reading, base: '', decided }).catch(asImpossible);
    const reports = imported.filter(({ type, patientId: of }) => type === 'DiagnosticReport' && of !== null);
    return { reportIds: reports.map(({ id }) => id), orderId: order?.id ?? null };
  }
}

/** @throws Problem unmatchedImpossible for what breaks a rule of FHIR: only its sender can say it better */
function asImpossible(error: unknown): never {
  const isWrong = error instanceof Problem && error.kind === fhirProblems.notImportable;
  throw isWrong ? new Problem(unmatchedProblems.unmatchedImpossible, { errors: error.options.errors }) : error;
}
