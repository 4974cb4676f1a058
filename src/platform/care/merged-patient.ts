import { Injectable } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import type { RequestContext } from '../../kernel/request-context.js';
import { patientOf } from '../../kernel/scope.js';
import { Database } from '../database/database.js';
import { mergedProblems } from './merged-patient.errors.js';
import { NamedPatient } from './named-patient.js';
import type { Asked } from './subject.rules.js';

const OF_A_PATIENT =
  /^(\/(?:api\/v1\/patients|fhir\/R4\/Patient)\/)([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})(?=[/?]|$)/i;

/** Leads from the address of a patient who was merged to whose record stayed. */
@Injectable()
export class MergedPatient {
  constructor(
    private readonly database: Database,
    private readonly named: NamedPatient,
  ) {}

  /**
   * What to answer in place of "no such patient": for reads a redirection to the same address of the survivor, for writes a refusal
   * that names the survivor, since nothing is to be written to somebody whom the writer did not look at.
   * @returns undefined when nothing is known of a merge
   */
  async insteadOf({ kind }: Problem, { method, url }: { method: string; url: string }): Promise<Problem | undefined> {
    const [, path, id] = kind.status === 404 ? (OF_A_PATIENT.exec(url) ?? []) : [];
    if (!path || !id) return undefined;
    const [row] = await this.database.queryWithoutScope<{ survivor: string | null }>(SURVIVOR, [id]);
    if (!row?.survivor) return undefined;
    const extra = { mergedInto: row.survivor };
    if (method !== 'GET' && method !== 'HEAD') return new Problem(mergedProblems.mergedPatientWritten, { extra });
    const location = path + row.survivor + url.slice(path.length + id.length);
    return new Problem(mergedProblems.patientMerged, { extra, headers: { Location: location } });
  }

  /**
   * What to answer in place of "no such record" to who was let in to one patient, and whose record is another's now: it was merged or parted
   * while the request was under way.
   */
  async movedMeanwhile(
    { kind }: Problem,
    { scope, route }: Pick<RequestContext, 'scope' | 'route'>,
    request: Omit<Asked, 'route'>,
  ): Promise<Problem | undefined> {
    const before = kind.status === 404 ? patientOf(scope) : undefined;
    const now = before && (await this.named.of({ ...request, route }));
    return now && now !== before ? new Problem(mergedProblems.movedMeanwhile) : undefined;
  }
}

const SURVIVOR = { name: 'care.survivor', text: 'SELECT public.survivor_of($1::uuid) AS survivor' };
