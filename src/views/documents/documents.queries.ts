import { Injectable } from '@nestjs/common';
import { hospitalMidnight } from '../../kernel/hospital-time.js';
import { Problem } from '../../kernel/problem.js';
import { encounterProblems } from '../../clinical/encounters/encounters.errors.js';
import { patientProblems } from '../../clinical/patients/patients.errors.js';
import { Database, type Statement } from '../../platform/database/database.js';
import { INFUSED_OF, MOST_PRINTED_STEPS } from '../../clinical/infusions/infused-fluids.queries.js';
import { withInfused, type InfusedOf } from './infused-entries.js';
import { documentProblems } from './documents.errors.js';
import * as sql from './documents.sql.js';
import * as nursingSql from './nursing.sql.js';
import type { NursingSource } from './nursing.source.js';
import type { LabelSource } from './labels.js';
import { firstRow } from '../../platform/database/rows.js';
import { FORM_NAMES, formOf, type PrintedForm } from './forms.js';
import type { EncounterSource, PatientSource, Source } from './source.js';

/** The first and last day of a part of a record. */
export interface Period {
  readonly from?: string;
  readonly to?: string;
}

const DAY_MS = 86_400_000;

/** Reads what is printed: for one form what it needs, for a record everything, some stays at a time, so that none is in memory whole. */
@Injectable()
export class DocumentsQueries {
  constructor(private readonly database: Database) {}

  /** @throws Problem encounterNotFound, documentTooLong */
  async ofEncounter(id: string, form: PrintedForm): Promise<Source> {
    const [encounter] = await this.database.query<EncounterSource>(sql.ONE_ENCOUNTER, [id]);
    if (!encounter) throw new Problem(encounterProblems.encounterNotFound);
    const patient = await this.patient(encounter.patientId);
    return this.contents(patient, [encounter], [form]);
  }

  /**
   * Whose record it is, and its stays, or those of a period (hospital days).
   * @throws Problem patientNotFound, documentTooLong
   */
  async ofPatient(id: string, { from, to }: Period): Promise<Pick<Source, 'patient' | 'encounters'>> {
    const patient = await this.patient(id);
    const until = to && new Date(hospitalMidnight(to).getTime() + DAY_MS);
    const period = [from ? hospitalMidnight(from) : null, until ?? null];
    const encounters = await this.database.query<EncounterSource>(sql.ENCOUNTERS, [id, ...period]);
    if (encounters.length > sql.MOST_ENCOUNTERS) throw new Problem(documentProblems.documentTooLong);
    return { patient, encounters };
  }

  /** What these stays are made of, some of them at a time. @throws Problem documentTooLong */
  async *inTurn({ patient, encounters }: Pick<Source, 'patient' | 'encounters'>): AsyncGenerator<Source> {
    for (let from = 0; from < encounters.length; from += sql.ENCOUNTERS_AT_ONCE) {
      const some = encounters.slice(from, from + sql.ENCOUNTERS_AT_ONCE);
      yield await this.contents(patient, some, FORM_NAMES.map(formOf));
    }
  }

  /** What labels show besides. */
  async forLabels(encounterId: string): Promise<LabelSource> {
    return firstRow(await this.database.query<LabelSource>(sql.LABELS, [encounterId]));
  }

  private async patient(id: string): Promise<PatientSource> {
    const [patient] = await this.database.query<PatientSource>(sql.PATIENT, [id]);
    if (!patient) throw new Problem(patientProblems.patientNotFound);
    return patient;
  }

  private async contents(
    patient: PatientSource,
    encounters: readonly EncounterSource[],
    forms: readonly PrintedForm[],
  ): Promise<Source> {
    const ids = encounters.map(({ id }) => id);
    const types = [...new Set(forms.flatMap(({ notes }) => notes ?? []))];
    const has = (layout: PrintedForm['layout']) => forms.some((form) => form.layout === layout);
    const read = <Row extends object>(wanted: boolean, statement: Statement, values: unknown[]) =>
      this.read<Row>(wanted && ids.length > 0, statement, values);
    const [notes, drafts, vitals, nursing, charted, infused, orders, given, medicines, weights, results, partners] =
      await Promise.all([
        read<Source['notes'][number]>(types.length > 0, sql.NOTES, [ids, types]),
        read<Source['drafts'][number]>(types.length > 0, sql.DRAFTS, [ids, types]),
        read<Source['vitals'][number]>(has('vital-signs'), sql.VITALS, [ids]),
        this.nursing(ids, has),
        read<Source['fluids'][number]>(has('fluids'), sql.FLUIDS, [ids]),
        read<InfusedOf>(has('fluids'), INFUSED_OF, [ids]),
        read<Source['orders'][number]>(has('orders'), sql.ORDERS, [ids]),
        this.given(ids, has),
        read<Source['medicines'][number]>(has('prescription'), sql.MEDICINES, [ids]),
        read<Source['weights'][number]>(has('prescription'), sql.WEIGHTS, [ids]),
        read<Source['results'][number]>(has('results'), sql.RESULTS, [ids]),
        read<{ id: string }>(types.length > 0, sql.MERGE_PARTNERS, [patient.id]),
      ]);
    boundedSteps(infused);
    const fluids = withInfused(charted, infused, new Date());
    const merged = partners.map(({ id }) => id);
    const written = { notes, drafts, vitals, ...nursing, fluids, orders, ...given, medicines, weights, results };
    return { patient, encounters, ...written, partners: merged };
  }

  /** What nursing recorded at the bedside besides values and notes. */
  private async nursing(
    ids: readonly string[],
    has: (layout: PrintedForm['layout']) => boolean,
  ): Promise<NursingSource> {
    const read = <Row extends object>(statement: Statement) =>
      this.read<Row>(has('nursing') && ids.length > 0, statement, [ids]);
    const [settings, assessments, sites, calls, alarms, bracelets] = await Promise.all([
      read<NursingSource['settings'][number]>(nursingSql.SETTINGS),
      read<NursingSource['assessments'][number]>(nursingSql.ASSESSMENTS),
      read<NursingSource['sites'][number]>(nursingSql.SITES),
      read<NursingSource['calls'][number]>(nursingSql.CALLS),
      read<NursingSource['alarms'][number]>(nursingSql.ALARMS),
      read<NursingSource['bracelets'][number]>(nursingSql.BRACELETS),
    ]);
    return { settings, assessments, sites, calls, alarms, bracelets };
  }

  /** What was given of medicines, infusions and blood. */
  private async given(
    ids: readonly string[],
    has: (layout: PrintedForm['layout']) => boolean,
  ): Promise<Pick<Source, 'doses' | 'medicinesOrdered' | 'infusions' | 'transfusions'>> {
    const read = <Row extends object>(layout: PrintedForm['layout'], statement: Statement) =>
      this.read<Row>(has(layout) && ids.length > 0, statement, [ids]);
    const [doses, medicinesOrdered, infusions, transfusions] = await Promise.all([
      read<Source['doses'][number]>('doses', sql.DOSES),
      read<Source['medicinesOrdered'][number]>('doses', sql.MEDICINES_ORDERED),
      read<Source['infusions'][number]>('infusions', sql.INFUSIONS),
      read<Source['transfusions'][number]>('transfusions', sql.TRANSFUSIONS),
    ]);
    boundedSteps(infusions);
    return { doses, medicinesOrdered, infusions, transfusions };
  }

  private async read<Row extends object>(
    wanted: boolean,
    statement: Statement,
    values: unknown[],
  ): Promise<readonly Row[]> {
    return wanted ? bounded(await this.database.query<Row>(statement, values)) : [];
  }
}

/** @throws Problem documentTooLong */
function boundedSteps(infusions: readonly { readonly steps: readonly unknown[] }[]): void {
  const steps = infusions.reduce((sum, row) => sum + row.steps.length, 0);
  if (steps > MOST_PRINTED_STEPS) throw new Problem(documentProblems.documentTooLong);
}

/** Nothing is left out in silence. @throws Problem documentTooLong */
function bounded<Row>(rows: readonly Row[]): readonly Row[] {
  if (rows.length > sql.MOST_ROWS) throw new Problem(documentProblems.documentTooLong);
  return rows;
}
