import { tellAlso } from '../../kernel/request-context.js';
import { NOBODY, withNames } from '../../kernel/scope.js';
import type { Database } from '../../platform/database/database.js';
import { birthColumnsOf } from './birth-input.js';
import type { CreatePatientDto, UpdatePatientDto } from './dto/patient.dto.js';
import { newbornName, workingName } from './birth.words.js';
import { requireMother, requireOwnChild, type Mother } from './newborn.rules.js';

/** Names who has none yet, and looks who a newborn's mother is. */
export class PatientNaming {
  constructor(private readonly database: Database) {}

  /** What is registered, with the name given, or a working name. */
  named(input: CreatePatientDto): CreatePatientDto & { fullName: string } {
    return { ...input, fullName: input.fullName ?? workingName(input.sex, new Date()) };
  }

  /** A newborn, with the name given, or its mother's. @throws Problem validation of the mother */
  async ofMother(input: CreatePatientDto): Promise<CreatePatientDto & { fullName: string }> {
    const mother = await this.motherOf(input);
    if (!mother || !input.newborn) return this.named(input);
    const fullName = input.fullName ?? newbornName(mother.fullName, input.newborn);
    return { ...input, fullName, newborn: { ...input.newborn, motherId: mother.id } };
  }

  /** A change of a patient, with the mother as she is on record now. @throws Problem validation of the mother, or of who is one */
  async withMother(id: string, input: UpdatePatientDto): Promise<UpdatePatientDto> {
    await this.requireStillMother(id, input);
    const mother = await this.motherOf(input);
    return mother ? { ...input, newborn: { ...input.newborn, motherId: mother.id } } : input;
  }

  /** Who is the mother of a child here does not become a man, nor younger than the child. @throws Problem validation */
  private async requireStillMother(id: string, input: UpdatePatientDto): Promise<void> {
    const { birthDate } = birthColumnsOf(input);
    if (input.sex !== 'male' && !birthDate) return;
    const [child] = await this.database.query<Child>(FIRST_CHILD, [id], withNames(NOBODY));
    const becomes = birthDate ? (birthDate as Date).toISOString().slice(0, 10) : null;
    if (!child) return;
    telling(child.id, () => requireOwnChild({ sex: input.sex ?? 'unknown', birthDate: becomes }, child.born));
  }

  private async motherOf(input: UpdatePatientDto): Promise<Mother | undefined> {
    if (!input.newborn?.motherId) return undefined;
    const [mother] = await this.database.query<Mother>(MOTHER, [input.newborn.motherId], withNames(NOBODY));
    // Whoever names her learns who she is, or how old she is not.
    if (mother) tellAlso(mother.id);
    const { birthDate } = birthColumnsOf(input);
    requireMother(mother, birthDate ? (birthDate as Date).toISOString().slice(0, 10) : null);
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

const FIRST_CHILD = {
  name: 'patients.first-child',
  text: `SELECT id, birth_date::text AS born FROM patient WHERE mother_id = $1::uuid AND merged_into IS NULL
    ORDER BY birth_date NULLS LAST LIMIT 1`,
};

/** Who was merged is her survivor. */
const MOTHER = {
  name: 'patients.mother',
  text: `SELECT id, full_name AS "fullName", sex, birth_date::text AS "birthDate" FROM patient
    WHERE id = coalesce(survivor_of($1::uuid), $1::uuid)`,
};
