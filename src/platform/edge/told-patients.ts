import { Injectable } from '@nestjs/common';
import { EVERYONE, patientOf } from '../../kernel/scope.js';
import { httpProblems, type Problem, type ProblemKind } from '../../kernel/problem.js';
import type { RequestContext } from '../../kernel/request-context.js';
import { NamedPatient } from '../care/named-patient.js';
import type { Asked } from '../care/subject.rules.js';
import { Database } from '../database/database.js';

/** What the platform answers before it has looked at anything of a patient. */
const TELL_NOTHING: ReadonlySet<ProblemKind> = new Set(
  Object.values(httpProblems).filter(
    (kind) => ![httpProblems.notFound, httpProblems.conflict, httpProblems.stalePrecondition].includes(kind),
  ),
);

/**
 * Whom an answer tells about that does not do what was asked: that a number is taken, a bed occupied, a stay closed, a record changed
 * by somebody. That is a disclosure as much as showing the record.
 */
@Injectable()
export class ToldPatients {
  constructor(
    private readonly database: Database,
    private readonly named: NamedPatient,
  ) {}

  /** @returns the ids of patients, none twice; what refuses or fails tells of nobody */
  async of({ kind, options }: Problem, context: RequestContext, request: Omit<Asked, 'route'>): Promise<string[]> {
    const { status, tellsOf } = kind;
    if (status < 400 || status >= 500 || status === 401 || status === 403) return [];
    const { besides = [] } = context;
    // Input is checked before anything is looked at, and once more with what was found.
    const isBlind = kind === httpProblems.validation ? !context.wrote : TELL_NOTHING.has(kind);
    if (isBlind && besides.length === 0) return [];
    const own = patientOf(context.scope) ?? (await this.named.of({ ...request, route: context.route }));
    const asked = options.tellsOf ?? (tellsOf && { text: tellsOf, values: [JSON.stringify(request.body ?? {})] });
    const others = asked ? await this.find(asked) : [];
    return [...new Set([own, ...others, ...besides])].filter((id) => id !== undefined);
  }

  private async find({ text, values }: NonNullable<Problem['options']['tellsOf']>): Promise<string[]> {
    const rows = await this.database.query<{ patient_id: string | null }>({ text }, values, EVERYONE);
    return rows.flatMap(({ patient_id }) => patient_id ?? []);
  }
}
