import type { Allergy } from '../../generated/prisma/client.js';
import { currentContext } from '../../kernel/request-context.js';
import { exactly } from '../../kernel/exactly.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { modelColumns } from '../../platform/database/model-columns.js';
import { partialInstantSql } from '../datatypes/partial-instant.js';
import type { CodingResponse } from '../datatypes/dto/coding.response.js';
import type { AllergyResponse } from './dto/allergy.response.js';
import { noneKnownWordsOf } from './history.rules.js';

/** Columns that hold one of a few words. */
type Worded = 'category' | 'criticality' | 'clinicalStatus' | 'verificationStatus';

/** An allergy as {@link ALLERGY_COLUMNS} reads it. */
export type AllergyRow = Omit<Allergy, Worded | 'onsetAt' | 'onsetPrecision'> &
  Pick<AllergyResponse, Worded | 'onset'> & { readonly recorderName: string | null };

/** Columns of an allergy `r` beside its id and version. */
export const SAID_OF_ALLERGY = `${modelColumns('Allergy', 'r', ['id', 'version', 'onsetAt', 'onsetPrecision'])},
  ${partialInstantSql('r.onset')} AS onset`;
/** All of them, with the name of who recorded it, from {@link ALLERGY_PEOPLE}. */
export const ALLERGY_COLUMNS = `r.id, r.version, ${SAID_OF_ALLERGY}, recorder.full_name AS "recorderName"`;
export const ALLERGY_PEOPLE = 'LEFT JOIN staff_member recorder ON recorder.id = r.recorded_by';

/** A code as the reader is shown it: that nothing is known is a statement of ours, in both languages. */
export const shownCode = (code: CodingResponse): CodingResponse => {
  const display = noneKnownWordsOf(code)?.[currentContext()?.language ?? 'vi'];
  return display === undefined ? code : { ...code, display };
};

export function toAllergyResponse(row: AllergyRow): AllergyResponse {
  const { codeSystem, code, display, recordedBy, recorderName, recordedAt, updatedAt, ...same } = row;
  return exactly<AllergyResponse>()({
    ...same,
    code: shownCode({ system: codeSystem, code, display }),
    recordedBy: personRef(recordedBy, recorderName),
    recordedAt: recordedAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
  });
}
