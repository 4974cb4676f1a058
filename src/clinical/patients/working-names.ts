import type { Prisma, Tx } from '../../platform/database/prisma.js';
import { newbornName, workingNameOfSex } from './birth.words.js';
import type { Sex } from './dto/patient.dto.js';
import { foldName, givenNameFirst, normaliseName } from './name.rules.js';

type Columns = Prisma.PatientUncheckedUpdateInput;

/** Somebody, and a mother's children, with what a name that is none yet hangs on. */
interface Named {
  readonly id: string;
  readonly fullName: string;
  readonly sex: Sex;
  readonly mother: string | null;
  readonly birthOrder: number | null;
  readonly birthCount: number | null;
}

/** What such a name hangs on: the sex of who is unknown; of a child its own birth, its mother, and what she is called. */
const BEHIND_NAME = ['fullName', 'sex', 'motherId', 'birthOrder', 'birthCount'] as const;

const afterMother = ({ mother, birthOrder, birthCount }: Named): string | undefined =>
  mother === null
    ? undefined
    : normaliseName(newbornName(mother, { birthOrder: birthOrder ?? undefined, birthCount: birthCount ?? undefined }));

/**
 * Those who have no name of their own before a patient is changed, the patient or her children: what they are called follows a corrected sex, her
 * name, and which of twins somebody is. A name that is given stays.
 * @param columns what is about to be written of the patient
 */
export async function workingNames(tx: Tx, id: string, columns: Columns): Promise<{ follow: () => Promise<void> }> {
  if (BEHIND_NAME.every((column) => columns[column] === undefined)) return { follow: () => Promise.resolve() };
  const before = new Map((await namedOf(tx, id)).map((one) => [one.id, one]));
  if (columns.fullName !== undefined) before.delete(id);
  return {
    follow: async () => {
      for (const one of before.size > 0 ? await namedOf(tx, id) : []) {
        const was = before.get(one.id);
        const fullName = was && renamed(was, one);
        if (!fullName || fullName === one.fullName) continue;
        const data = { fullName, nameSearch: foldName(fullName), nameSort: givenNameFirst(fullName) };
        await tx.patient.update({ where: { id: one.id }, data, select: { id: true } });
      }
    },
  };
}

/** What somebody is called now who was called after their mother, or by their sex; undefined of who has a name. */
function renamed(was: Named, now: Named): string | undefined {
  return was.fullName === afterMother(was) ? afterMother(now) : workingNameOfSex(was.fullName, was.sex, now.sex);
}

/** The patient and the patient's children, who are held; nobody has many. */
const namedOf = (tx: Tx, id: string): Promise<Named[]> => tx.$queryRaw<Named[]>`
  SELECT c.id, c.full_name AS "fullName", c.sex, m.full_name AS mother, c.birth_order AS "birthOrder", c.birth_count AS "birthCount"
  FROM patient c LEFT JOIN patient m ON m.id = c.mother_id
  WHERE (c.id = ${id}::uuid OR c.mother_id = ${id}::uuid) AND c.merged_into IS NULL ORDER BY c.id LIMIT 50 FOR NO KEY UPDATE OF c`;
