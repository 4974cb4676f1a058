import type { Allergy } from '../../generated/prisma/client.js';
import { currentContext } from '../../kernel/request-context.js';
import { exactly } from '../../kernel/exactly.js';
import { fill } from '../../kernel/language.js';
import { personRef } from '../../kernel/person-ref.response.js';
import { modelColumns } from '../../platform/database/model-columns.js';
import { momentsInText } from '../../platform/database/rows.js';
import { partialInstantSql } from '../datatypes/partial-instant.js';
import type { CodingResponse } from '../datatypes/dto/coding.response.js';
import type { CodedResponse } from '../terminology/dto/code-list.dto.js';
import type { AllergenClass } from './allergen-classes.words.js';
import { classesOf, overlapOf } from './allergen.rules.js';
import type { AllergyOverlapResponse, AllergyResponse } from './dto/allergy.response.js';
import { OVERLAP_WORDS } from './history.words.js';
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
  const { codeSystem, code, display, recordedBy, recorderName, ...same } = row;
  return exactly<AllergyResponse>()({
    ...momentsInText(same),
    code: shownCode({ system: codeSystem, code, display }),
    classes: row.noneKnown ? [] : classesOf({ system: codeSystem, code, display }).map(toClass),
    recordedBy: personRef(recordedBy, recorderName),
  });
}

const language = () => currentContext()?.language ?? 'vi';
const toClass = (one: AllergenClass): CodedResponse => ({ code: one.code, text: one[language()] });

/** An active allergy, as far as others are compared with it. */
export type ActiveAllergy = Pick<Allergy, 'id' | 'codeSystem' | 'code' | 'display'>;

/** What an active allergy has to do with the others of its patient. */
export function overlapsAmong(
  { id, code }: Pick<AllergyResponse, 'id' | 'code'>,
  active: readonly ActiveAllergy[],
): AllergyOverlapResponse[] {
  return active.flatMap((other) => {
    if (other.id === id) return [];
    const overlap = overlapOf(code, { system: other.codeSystem, code: other.code, display: other.display });
    if (!overlap) return [];
    const words = { class: overlap.of?.[language()], name: other.display };
    return [
      { id: other.id, kind: overlap.kind, text: fill(OVERLAP_WORDS[overlap.kind][language()], words, language()) },
    ];
  });
}

/** The same, as part of the answer; nothing of one that is not active, or is the statement that there is none. */
export function withOverlaps(allergy: AllergyResponse, active: readonly ActiveAllergy[]): AllergyResponse {
  if (allergy.noneKnown || allergy.clinicalStatus !== 'active') return allergy;
  return { ...allergy, overlaps: overlapsAmong(allergy, active) };
}
