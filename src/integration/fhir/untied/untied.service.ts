import { Injectable } from '@nestjs/common';
import { Problem } from '../../../kernel/problem.js';
import { requestContext } from '../../../kernel/request-context.js';
import { requireVersion, StaleVersion } from '../../../kernel/stale-version.js';
import { CareRelationship } from '../../../platform/care/care-relationship.js';
import { firstRow } from '../../../platform/database/rows.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { patientProblems } from '../../../clinical/patients/patients.errors.js';
import { fhirProblems } from '../fhir.errors.js';
import { differs } from './named-people.rules.js';
import type { AssignUntiedDto, DismissUntiedDto } from './untied.dto.js';
import { UntiedQueries } from './untied.queries.js';
import type { AssignedResourceResponse, DismissedResourceResponse } from './untied.response.js';

/** People decide whose a resource is that could not be tied by itself. The decision is an event of the resource and of its patient. */
@Injectable()
export class UntiedService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queries: UntiedQueries,
    private readonly care: CareRelationship,
  ) {}

  /**
   * Ties it to its patient.
   * @throws Problem resourceNotFound, patientNotFound, namesAnother, and the refusals of who may not see the patient; StaleVersion
   */
  async assign(id: string, version: number, input: AssignUntiedDto): Promise<AssignedResourceResponse> {
    const context = requestContext();
    context.reason = input.reason;
    const resource = await this.queries.one(id);
    requireVersion('fhir_source', resource, version);
    const about = { kind: 'patient', id: input.patientId };
    const patientId = await this.care.alsoSee(context, { action: 'fhir.read-untied' }, about);
    if (patientId === null) throw new Problem(patientProblems.patientNotFound);
    const comparison = await this.queries.compared(resource, patientId);
    if (differs(comparison.compared) && input.confirmed !== true) {
      throw new Problem(fhirProblems.namesAnother, { extra: { ...comparison } });
    }
    return { id, patientId, version: await this.decide(id, version, input.reason, patientId), ...comparison };
  }

  /** Says that it is nobody's here; it stays, and may still be tied. @throws Problem resourceNotFound; StaleVersion */
  async dismiss(id: string, version: number, { reason }: DismissUntiedDto): Promise<DismissedResourceResponse> {
    requestContext().reason = reason;
    return { id, version: await this.decide(id, version, reason) };
  }

  private decide(id: string, version: number, reason: string, patientId: string | null = null): Promise<number> {
    return this.unitOfWork.write(async (tx) => {
      const rows = await tx.$queryRaw<{ version: number | null }[]>`
        SELECT decide_untied(${id}::uuid, ${version}::int, ${patientId}::uuid, ${reason}) AS version`;
      const { version: current } = firstRow(rows);
      if (current === null) throw new Problem(fhirProblems.resourceNotFound);
      if (current !== version) throw new StaleVersion('fhir_source', id, version, current);
      return version + 1;
    });
  }
}
