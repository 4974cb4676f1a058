import type { Problem } from '../../generated/prisma/client.js';
import { exactly } from '../../kernel/exactly.js';
import { currentContext } from '../../kernel/request-context.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { modelColumns } from '../../platform/database/model-columns.js';
import { momentsInText } from '../../platform/database/rows.js';
import { partialInstantSql } from '../datatypes/partial-instant.js';
import { listedDiagnosis } from './diagnosis-checks.queries.js';
import type { ProblemResponse } from './dto/problem.response.js';

const MOMENTS = ['onsetAt', 'onsetPrecision', 'abatedAt', 'abatedPrecision'] as const;
/** Columns that hold one of a few words. */
type Worded = 'clinicalStatus' | 'verificationStatus' | 'rank';

/** A problem as {@link PROBLEM_COLUMNS} reads it. */
export type ProblemRow = Omit<Problem, Worded | (typeof MOMENTS)[number]> &
  Pick<ProblemResponse, Worded | 'onset' | 'abatement'> & { readonly recorderName: string | null };

/** Columns of a problem `r` beside its id and version. */
export const SAID_OF_PROBLEM = `${modelColumns('Problem', 'r', ['id', 'version', ...MOMENTS])},
  ${partialInstantSql('r.onset')} AS onset, ${partialInstantSql('r.abated')} AS abatement`;
/** All of them, with the name of who recorded it, from {@link PROBLEM_PEOPLE}. */
export const PROBLEM_COLUMNS = `r.id, r.version, ${SAID_OF_PROBLEM}, recorder.full_name AS "recorderName"`;
export const PROBLEM_PEOPLE = 'LEFT JOIN staff_member recorder ON recorder.id = r.recorded_by';

export function toProblemResponse(row: ProblemRow): ProblemResponse {
  const { codeSystem, code, display, offList, recordedBy, recorderName, ...same } = row;
  return exactly<ProblemResponse>()({
    ...momentsInText(same),
    // The text of a code off the list stays its writer's, also when a list with that code is loaded later.
    code: { system: codeSystem, code, display: offList ? display : shownOf(codeSystem, code, display) },
    offList: offList === true,
    recordedBy: personRef(recordedBy, recorderName),
  });
}

/** The text of a code in the reader's language; what another system called it stays as it was sent. */
function shownOf(system: string | null, code: string | null, display: string): string {
  const listed = listedDiagnosis(system, code);
  return listed?.vi === display ? listed[currentContext()?.language ?? 'vi'] : display;
}
