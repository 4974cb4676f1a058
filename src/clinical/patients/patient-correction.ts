import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { follow } from '../../platform/database/advisory-locks.js';
import { requireDayOfBirth } from './birth-input.js';
import type { PersonDoubt, UpdatePatientDto } from './dto/patient.dto.js';
import type { PatientRow } from './patient.mapper.js';
import { requireBornBeforeCharting, requireBornBeforeDeath } from './patient-writing.js';
import { followBirths, personChange, siblingDisplaced } from './person-doubts.js';
import type { Person, PersonChange, PersonFollowers } from './person-followers.service.js';

type Columns = Prisma.PatientUncheckedUpdateInput;
type Given = Partial<UpdatePatientDto>;

/** What a correction changes of who somebody is, and what is doubtful of it. */
export interface JudgedCorrection {
  /** Undefined when sex and birth date stay. */
  readonly corrected: PersonChange | undefined;
  readonly unfit: readonly (keyof Person)[];
  /** Whose place among those who were born together it takes. */
  readonly sibling: string | undefined;
}

/**
 * Holds a correction against what is on record of a held patient, by the same rules for a person at the chart and for an import; whoever is there
 * is asked what is doubtful, and an import told.
 * @throws Problem validation for what cannot be
 */
export async function judgedCorrection(
  tx: Tx,
  people: PersonFollowers,
  { held, input, columns }: { held: PatientRow; input: Given; columns: Columns },
): Promise<JudgedCorrection> {
  requireDayOfBirth(held, input);
  await requireBornBeforeCharting(tx, held.id, columns);
  requireBornBeforeDeath(held, columns);
  const corrected = personChange(held, columns);
  const sibling = await siblingDisplaced(tx, held, columns);
  const unfit = corrected ? await people.unfit(tx, held.id, corrected) : [];
  return { corrected, unfit: [...unfit], sibling };
}

/** What a family hangs on: as what it knows its members, and what its newborns are called by. */
const OF_FAMILY = ['fullName', 'sex', 'birthDate', 'estimatedAge', 'newborn'] as const;

/** Whoever changes what a family hangs on goes one after another, before anybody of it is held. Several at once make no ring of mothers either. */
export async function followFamily(tx: Tx, id: string, given: Given): Promise<void> {
  if (OF_FAMILY.every((field) => given[field] === undefined)) return;
  const motherId = given.newborn?.motherId;
  if (motherId) await follow(tx, 'mothers');
  await followBirths(tx, id, ...(motherId ? [motherId] : []));
}

/** Doubts in the order in which they are asked about. */
export const doubtsOf = ({ unfit, sibling }: JudgedCorrection): PersonDoubt[] => [
  ...unfit,
  ...(sibling ? ['birthOrder' as const] : []),
];
