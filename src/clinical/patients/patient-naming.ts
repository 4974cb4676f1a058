import { tellAlso } from '../../kernel/request-context.js';
import type { Tx } from '../../platform/database/prisma.js';
import { birthColumnsOf } from './birth-input.js';
import type { CreatePatientDto, UpdatePatientDto } from './dto/patient.dto.js';
import { newbornName, workingName } from './birth.words.js';
import { requireBornAfter, requireMother, requireOwnChild, type Mother } from './newborn.rules.js';

/** What is registered, with the name given, or a working name. */
export const named = (input: CreatePatientDto): CreatePatientDto & { fullName: string } => ({
  ...input,
  fullName: input.fullName ?? workingName(input.sex, new Date()),
});

/** Names who has none yet, and looks who a newborn's mother is, in a transaction that shows who everyone is. */
export class PatientNaming {
  constructor(private readonly tx: Tx) {}

  /** A newborn, with the name given, or its mother's. @throws Problem validation of the mother */
  async ofMother(input: CreatePatientDto): Promise<CreatePatientDto & { fullName: string }> {
    const mother = await this.motherOf(input);
    if (!mother || !input.newborn) return named(input);
    const fullName = input.fullName ?? newbornName(mother.fullName, input.newborn);
    return { ...input, fullName, newborn: { ...input.newborn, motherId: mother.id } };
  }

  /** A change of a patient, with the mother as she is on record now. @throws Problem validation of the mother, or of who is one */
  async withMother<Given extends Partial<UpdatePatientDto>>(id: string, input: Given): Promise<Given> {
    await this.requireStillMother(id, input);
    await this.requireStillChild(id, input);
    const mother = await this.motherOf(input, id);
    return mother ? { ...input, newborn: { ...input.newborn, motherId: mother.id } } : input;
  }

  /** Who is the mother of a child here does not become a man, nor younger than the child. @throws Problem validation */
  private async requireStillMother(id: string, input: Partial<UpdatePatientDto>): Promise<void> {
    const { birthDate } = birthColumnsOf(input);
    if (input.sex !== 'male' && !birthDate) return;
    const [child] = await this.tx.$queryRawUnsafe<Child[]>(FIRST_CHILD, id);
    const becomes = birthDate ? dayOf(birthDate) : null;
    if (!child) return;
    telling(child.id, () => requireOwnChild({ sex: input.sex ?? 'unknown', birthDate: becomes }, child.born));
  }

  /** Who is the child of a mother here, whom the change leaves, does not become older than she is. @throws Problem validation */
  private async requireStillChild(id: string, input: Partial<UpdatePatientDto>): Promise<void> {
    const { birthDate, motherId } = birthColumnsOf(input);
    if (!birthDate || motherId !== undefined) return;
    const [mother] = await this.tx.$queryRawUnsafe<Pick<Mother, 'id' | 'birthDate'>[]>(OWN_MOTHER, id);
    if (mother) telling(mother.id, () => requireBornAfter(mother, dayOf(birthDate)));
  }

  /** @param child who is on record already: the birth date that is not given is the one that stands there */
  private async motherOf(input: Partial<UpdatePatientDto>, child?: string): Promise<Mother | undefined> {
    if (!input.newborn?.motherId) return undefined;
    const asked = [input.newborn.motherId, child ?? null];
    const [mother] = await this.tx.$queryRawUnsafe<(Mother & { born: string | null })[]>(MOTHER, ...asked);
    // Whoever names her learns who she is, or how old she is not.
    if (mother) tellAlso(mother.id);
    const { birthDate } = birthColumnsOf(input);
    requireMother(mother, birthDate === undefined ? (mother?.born ?? null) : birthDate && dayOf(birthDate));
    return mother;
  }
}

interface Child {
  readonly id: string;
  readonly born: string | null;
}

/** A refusal of it tells of this patient. */
function telling(patientId: string, check: () => void): void {
  try {
    check();
  } catch (error) {
    tellAlso(patientId);
    throw error;
  }
}

const dayOf = (birthDate: Date | string): string => new Date(birthDate).toISOString().slice(0, 10);

const FIRST_CHILD = `
  SELECT id, birth_date::text AS born FROM patient WHERE mother_id = $1::uuid AND merged_into IS NULL
   ORDER BY birth_date NULLS LAST LIMIT 1`;

const OWN_MOTHER = `
  SELECT m.id, m.birth_date::text AS "birthDate" FROM patient c JOIN patient m ON m.id = c.mother_id WHERE c.id = $1::uuid`;

/** Who was merged is her survivor. Of a child that is on record already, $2, whether she descends from it. */
const MOTHER = `
  WITH RECURSIVE asked AS (SELECT coalesce(survivor_of($1::uuid), $1::uuid) AS id),
    above (id) AS (
      SELECT id FROM asked WHERE $2::uuid IS NOT NULL
      UNION SELECT p.mother_id FROM above JOIN patient p ON p.id = above.id WHERE p.mother_id IS NOT NULL)
  SELECT id, full_name AS "fullName", sex, birth_date::text AS "birthDate",
      (SELECT c.birth_date::text FROM patient c WHERE c.id = $2::uuid) AS born,
      CASE WHEN id = $2::uuid THEN 'self' WHEN EXISTS (SELECT FROM above WHERE above.id = $2::uuid) THEN 'below' END AS kin
    FROM patient WHERE id = (SELECT id FROM asked)`;
