import { Injectable } from '@nestjs/common';
import { httpProblems, Problem, type FieldError } from '../../../kernel/problem.js';
import { currentContext } from '../../../kernel/request-context.js';
import type { Tx } from '../../../platform/database/prisma.js';
import type { Holdable } from '../../../platform/database/held-row.js';
import { UnitOfWork } from '../../../platform/database/unit-of-work.js';
import { tellTogether } from '../../../platform/routes/rules-across.js';
import { EncountersService } from '../../encounters/encounters.service.js';
import { PatientsService } from '../../patients/patients.service.js';
import { diagnosisOf, isDoubted, notListed, requireProbable } from '../diagnosis-checks.queries.js';
import { encounterOf, newByStaff } from '../history-input.js';
import { historyProblems } from '../history.errors.js';
import { saidTogether } from '../../patients/followers.service.js';
import { PregnancyFollowers } from '../../patients/pregnancy-followers.service.js';
import { SafetyFollowers } from '../../patients/safety-followers.service.js';
import { backgroundProblems } from './background.errors.js';
import { BackgroundQueries, SAID_OF_BACKGROUND, type BackgroundRow } from './background.queries.js';
import { breachesOf, type BackgroundKind, type FieldBreach } from './background.rules.js';
import { backgroundWords, STATEMENT_WORDS } from './background.words.js';
import { BackgroundDto, type UpdateBackgroundDto } from './dto/background.dto.js';
import type { RecordedBackgroundResponse } from './dto/background.response.js';

const ITEM: Holdable = {
  table: 'history_item',
  columns: SAID_OF_BACKGROUND,
  notFound: backgroundProblems.historyItemNotFound,
};
const LOINC = 'http://loinc.org';
/** Of pregnancy and breastfeeding status. */
const STATUS_CODES: Partial<Record<BackgroundKind, string>> = { pregnancy: '82810-3', lactation: '63895-7' };
/** A code of what is stated, to ask whether it is probable of this person: of pregnancy, of lactation. */
const STANDS_FOR: Readonly<Record<string, string>> = { pregnant: 'O09', breastfeeding: 'O92' };

/** Keeps what was known of somebody before. What an entry says does not change; it ends, or was entered in error. */
@Injectable()
export class BackgroundService {
  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly patients: PatientsService,
    private readonly encounters: EncountersService,
    private readonly queries: BackgroundQueries,
    private readonly pregnancies: PregnancyFollowers,
    private readonly followers: SafetyFollowers,
  ) {}

  /** @throws Problem patientNotFound, encounterNotFound, encounterClosed, diagnosisImprobable, validation */
  record(patientId: string, input: BackgroundDto): Promise<RecordedBackgroundResponse> {
    const errors = errorsOf(input);
    if (errors.length > 0) throw new Problem(httpProblems.validation, { errors });
    return this.unitOfWork.write(async (tx) => {
      await this.patients.holdWithin(tx, patientId);
      const code = STANDS_FOR[input.state ?? ''];
      if (code) await requireProbable(tx, { patientId, code, confirmed: input.confirmed, pointer: '/state' });
      requireListed(input);
      const encounterId = await encounterOf(tx, this.encounters, patientId, input.encounterId);
      const data = { patientId, encounterId, ...saidOf(input), ...newByStaff() };
      const { id } = await tx.historyItem.create({ data, select: { id: true } });
      return this.answer(tx, id, { patientId, kind: input.kind });
    });
  }

  /** @throws Problem historyItemNotFound, enteredInError; StaleVersion */
  update(
    patientId: string,
    id: string,
    version: number,
    input: UpdateBackgroundDto,
  ): Promise<RecordedBackgroundResponse> {
    const { status, reason: statusReason, until } = input;
    return this.unitOfWork.change<BackgroundRow, RecordedBackgroundResponse>(
      ITEM,
      { id, version },
      async (tx, before) => {
        if (before.patientId !== patientId) throw new Problem(backgroundProblems.historyItemNotFound);
        if (before.status === 'entered-in-error') throw new Problem(historyProblems.enteredInError);
        const data = { status, statusReason, until };
        await tx.historyItem.update({ where: { id }, data, select: { id: true } });
        return this.answer(tx, id, before);
      },
    );
  }

  /** What is said of a pregnancy changes how observations are judged, and with lactation which medicines are safe. */
  private async answer(
    tx: Tx,
    id: string,
    { patientId, kind }: Pick<BackgroundRow, 'patientId' | 'kind'>,
  ): Promise<RecordedBackgroundResponse> {
    const judged = kind === 'pregnancy' ? await this.pregnancies.changed(tx, patientId) : null;
    const speaksOfMedicines = kind === 'pregnancy' || kind === 'lactation';
    const medicines = speaksOfMedicines ? await this.followers.changed(tx, patientId) : null;
    return { ...(await this.queries.within(tx, id)), notice: saidTogether([judged, medicines]) };
  }
}

/** Asks about an ICD-10 code that is not on the list. @throws Problem diagnosisImprobable, validation */
function requireListed({ code, confirmed }: BackgroundDto): void {
  const given = code && diagnosisOf(code);
  const isAsked = given?.offList && isDoubted(given.code.code ?? '');
  if (isAsked && !confirmed?.includes('icd-10-not-listed')) throw notListed();
}

/** Everything that is said beside the words of an entry. */
function saidOf({ kind, text, code, since, until, encounterId: _, confirmed: __, ...details }: BackgroundDto) {
  const statement = STATEMENT_WORDS[`${kind}:${details.state ?? details.topic ?? ''}`];
  const { code: coded, offList } = code ? diagnosisOf(code) : {};
  const status = STATUS_CODES[kind];
  return {
    kind,
    since,
    until,
    codeSystem: status ? LOINC : coded?.system,
    code: status ?? coded?.code,
    display: text ?? coded?.display ?? statement?.[currentContext()?.language ?? 'vi'] ?? kind,
    ...(offList && !status && { offList }),
    details: { ...details },
  };
}

const RULE_WORDS = {
  'background-needed': backgroundWords.needed,
  'background-foreign': backgroundWords.foreign,
  'background-value': backgroundWords.value,
} as const;
const fieldError = ({ field, rule }: FieldBreach): FieldError => ({
  pointer: `/${field}`,
  rule,
  message: RULE_WORDS[rule],
});

const errorsOf = (input: BackgroundDto): FieldError[] => breachesOf(input.kind, { ...input }).map(fieldError);

tellTogether(BackgroundDto, (input, refused) =>
  input.kind === undefined || refused.has('kind')
    ? []
    : errorsOf(input as BackgroundDto).filter(({ pointer }) => !refused.has(pointer.slice(1))),
);
