import { codingOf, type Coding } from '../datatypes/coding.js';
import { Injectable } from '@nestjs/common';
import type { Allergy } from '../../generated/prisma/client.js';
import type { Prisma, Tx } from '../../platform/database/prisma.js';
import type { Holdable } from '../../platform/database/held-row.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { EncountersService } from '../encounters/encounters.service.js';
import { Problem } from '../../kernel/problem.js';
import { PatientsService } from '../patients/patients.service.js';
import { SafetyFollowers } from '../patients/safety-followers.service.js';
import { SAID_OF_ALLERGY, type AllergyRow } from './allergy.mapper.js';
import type { CreateAllergyDto, UpdateAllergyDto } from './dto/allergy.dto.js';
import type { RecordedAllergyResponse } from './dto/allergy.response.js';
import { requireOnsetAfterBirth } from './diagnosis-checks.queries.js';
import { historyProblems } from './history.errors.js';
import { codeOf, encounterOf, newByStaff, noneKnownCategory, onsetColumns } from './history-input.js';
import { HistoryQueries } from './history.queries.js';
import { allergyStatus, contradicts, gravest, noneKnownOf } from './history.rules.js';
import type { NewAllergy } from './new-allergy.js';

export type { NewAllergy } from './new-allergy.js';

const ALLERGY: Holdable = {
  table: 'allergy',
  columns: SAID_OF_ALLERGY,
  notFound: historyProblems.allergyNotFound,
  after: { table: 'patient', column: 'patient_id' },
};

/** What is about to be true of an allergy, as far as other allergies of the patient care. */
interface Claim {
  readonly id?: string;
  readonly patientId: string;
  readonly noneKnown: boolean;
  readonly category: string | null;
  readonly code: Coding;
}

/**
 * Keeps the allergies of a patient, and the statement that none is known. One decision at a time for each patient:
 * an allergy is active once, and "none known" and an active allergy never hold together.
 */
@Injectable()
export class AllergiesService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
    private readonly encounters: EncountersService,
    private readonly queries: HistoryQueries,
    private readonly followers: SafetyFollowers,
  ) {}

  /** @throws Problem patientNotFound, allergyKnown, allergiesContradict, validation */
  record(patientId: string, input: CreateAllergyDto): Promise<RecordedAllergyResponse> {
    return this.unitOfWork.write(async (tx) => {
      await this.patients.holdWithin(tx, patientId);
      const encounterId = await encounterOf(tx, this.encounters, patientId, input.encounterId);
      await requireOnsetAfterBirth(tx, patientId, input.onset);
      const columns = columnsOf({ ...input, code: codeOf(input), patientId, encounterId, ...newByStaff() });
      if (columns.clinicalStatus === 'active') await settle(tx, claimOf(columns));
      const { id } = await tx.allergy.create({ data: columns, select: { id: true } });
      const notice = await this.followers.changed(tx, patientId);
      return { ...(await this.queries.recordedAllergyWithin(tx, id)), notice };
    });
  }

  /**
   * Records what another system says, inside a transaction that is already open. An allergy that is active here already
   * stays the one on record and takes over what it lacked; "none known" beside a known allergy is kept as past.
   */
  async recordWithin(tx: Tx, allergy: NewAllergy): Promise<{ id: string }> {
    await this.patients.holdWithin(tx, allergy.patientId);
    const columns = columnsOf(allergy);
    if (columns.clinicalStatus !== 'active') return tx.allergy.create({ data: columns, select: { id: true } });
    const claim = claimOf(columns);
    const [known] = await activeOf(tx, claim);
    if (known) return enrich(tx, known, allergy);
    if (claim.noneKnown && (await contradicting(tx, claim)).length > 0) columns.clinicalStatus = 'inactive';
    else await retireNoneKnown(tx, claim);
    const created = await tx.allergy.create({ data: columns, select: { id: true } });
    await this.followers.changed(tx, allergy.patientId);
    return created;
  }

  /**
   * Takes over what another system now says of an allergy it sent before.
   * @throws Problem allergyKnown, allergiesContradict when it becomes what another entry says already
   */
  async reviseWithin(tx: Tx, id: string, allergy: NewAllergy): Promise<{ id: string }> {
    await this.patients.holdWithin(tx, allergy.patientId);
    const columns = columnsOf(allergy);
    if (columns.clinicalStatus === 'active') await settle(tx, { ...claimOf(columns), id });
    await tx.allergy.update({ where: { id }, data: columns, select: { id: true } });
    await this.followers.changed(tx, allergy.patientId);
    return { id };
  }

  /** @throws Problem allergyNotFound, enteredInError, allergyKnown, allergiesContradict; StaleVersion */
  update(id: string, version: number, input: UpdateAllergyDto): Promise<RecordedAllergyResponse> {
    return this.unitOfWork.change<AllergyRow, RecordedAllergyResponse>(ALLERGY, { id, version }, async (tx, before) => {
      if (before.verificationStatus === 'entered-in-error') throw new Problem(historyProblems.enteredInError);
      if (before.noneKnown && input.category !== undefined) throw noneKnownCategory();
      const { onset, ...details } = input;
      const verificationStatus = input.verificationStatus ?? before.verificationStatus;
      const clinicalStatus = allergyStatus(input.clinicalStatus ?? before.clinicalStatus, verificationStatus);
      const data = { ...details, ...onsetColumns(onset), clinicalStatus, verificationStatus };
      const { patientId, noneKnown } = before;
      const category = input.category === undefined ? before.category : input.category;
      if (clinicalStatus === 'active') await settle(tx, { id, patientId, noneKnown, category, code: codingOf(before) });
      await tx.allergy.update({ where: { id }, data, select: { id: true } });
      const notice = await this.followers.changed(tx, patientId);
      return { ...(await this.queries.allergyWithin(tx, id)), notice };
    });
  }
}

type Columns = Prisma.AllergyUncheckedCreateInput & { noneKnown: boolean };

/** A new allergy as columns; what it says is kept as it is said, but for what the columns hold otherwise. */
function columnsOf({ code, onset, ...details }: NewAllergy): Columns {
  const verificationStatus = details.verificationStatus ?? 'confirmed';
  const none = noneKnownOf(code);
  return {
    ...details,
    codeSystem: code.system,
    code: code.code,
    display: code.display,
    noneKnown: none !== undefined,
    category: none ? none.category : details.category,
    clinicalStatus: allergyStatus(details.clinicalStatus ?? 'active', verificationStatus),
    verificationStatus,
    ...onsetColumns(onset),
  };
}

const claimOf = ({
  patientId,
  noneKnown,
  category = null,
  codeSystem = null,
  code = null,
  display,
}: Columns): Claim => ({
  patientId,
  noneKnown,
  category,
  code: codingOf({ codeSystem, code, display }),
});

/** Makes room for an allergy that is about to be active. @throws Problem allergyKnown, allergiesContradict */
async function settle(tx: Tx, claim: Claim): Promise<void> {
  if ((await activeOf(tx, claim)).length > 0) throw new Problem(historyProblems.allergyKnown);
  if (!claim.noneKnown) return retireNoneKnown(tx, claim);
  if ((await contradicting(tx, claim)).length > 0) throw new Problem(historyProblems.allergiesContradict);
}

/** Active rows that say the same; the same test as the index allergy_active_once. */
function activeOf(tx: Tx, { patientId, id, code }: Claim): Promise<Allergy[]> {
  const same = code.code
    ? { code: code.code, codeSystem: code.system ?? null }
    : { code: null, codeSystem: code.system ?? null, display: { equals: code.display, mode: 'insensitive' as const } };
  return tx.allergy.findMany({ where: { patientId, clinicalStatus: 'active', ...same, ...(id && { NOT: { id } }) } });
}

async function contradicting(tx: Tx, { patientId, noneKnown, category }: Claim): Promise<Allergy[]> {
  const active = await tx.allergy.findMany({ where: { patientId, clinicalStatus: 'active', noneKnown: !noneKnown } });
  return active.filter((row) =>
    noneKnown ? contradicts(category, row.category) : contradicts(row.category, category),
  );
}

/** An allergy that comes to light ends the statement that there is none. */
async function retireNoneKnown(tx: Tx, claim: Claim): Promise<void> {
  if (claim.noneKnown) return;
  for (const { id } of await contradicting(tx, claim)) {
    await tx.allergy.update({ where: { id }, data: { clinicalStatus: 'inactive' } });
  }
}

/** Another system tells more of an allergy that is on record: nothing it warns of may be lost. */
async function enrich(tx: Tx, known: Allergy, provided: NewAllergy): Promise<{ id: string }> {
  const criticality = gravest(known.criticality, provided.criticality);
  const reaction = known.reaction ?? provided.reaction ?? null;
  if (criticality !== known.criticality || reaction !== known.reaction) {
    await tx.allergy.update({ where: { id: known.id }, data: { criticality, reaction } });
  }
  return { id: known.id };
}
