import { Injectable } from '@nestjs/common';
import type { Tx } from '../../../platform/database/prisma.js';
import { EncountersService } from '../../../clinical/encounters/encounters.service.js';
import { AllergiesService } from '../../../clinical/history/allergies.service.js';
import { ProblemsService } from '../../../clinical/history/problems.service.js';
import { MedicationsService } from '../../../clinical/medications/medications.service.js';
import { ObservationsService } from '../../../clinical/observations/observations.service.js';
import type { NewReport } from '../../../clinical/results/new-report.js';
import { isIssued, type ReportState } from '../../../clinical/results/report-state.rules.js';
import { ResultsService } from '../../../clinical/results/results.service.js';
import type { AllergyFacts } from '../maps/allergy-intolerance.map.js';
import type { ConditionFacts } from '../maps/condition.map.js';
import type { DiagnosticReportFacts } from '../maps/diagnostic-report.map.js';
import type { EncounterFacts } from '../maps/encounter.map.js';
import type { ImportedType } from '../maps/index.js';
import type { MedicationRequestFacts } from '../maps/medication-request.map.js';
import type { ObservationFacts } from '../maps/observation.map.js';
import { besideStored } from './coded-values.js';
import { encounterOf, isPlain, observationOf, prescriptionOf, reportOf, reportOfOne, storyOf } from './new-records.js';
import { PatientWriter } from './patient-writer.js';
import type { NewRecord, RecordWriter } from './record-writer.js';
import { elementAt } from '../../../kernel/list.js';

/** Reports that answer no order, with values of their own and such as stand beside them, which no other of them gathers. */
function gatherers(records: readonly NewRecord<DiagnosticReportFacts>[]): boolean[] {
  const counts = new Map<string, number>();
  for (const id of records.flatMap(({ observationIds }) => [...new Set(observationIds)])) {
    counts.set(id, (counts.get(id) ?? 0) + 1);
  }
  return records.map(
    ({ orderId, moreOrderIds = [], observationIds, facts: { status } }) =>
      orderId === undefined &&
      moreOrderIds.length === 0 &&
      status !== 'cancelled' &&
      status !== 'entered-in-error' &&
      observationIds.every((id) => counts.get(id) === 1),
  );
}

/** The domain service behind each type; what may be said and what follows from it is theirs to decide. */
@Injectable()
export class RecordWriters {
  constructor(
    private readonly patients: PatientWriter,
    private readonly encounters: EncountersService,
    private readonly observations: ObservationsService,
    private readonly results: ResultsService,
    private readonly problems: ProblemsService,
    private readonly allergies: AllergiesService,
    private readonly medications: MedicationsService,
  ) {}

  of(type: ImportedType): RecordWriter {
    return this.writers[type];
  }

  private readonly encounter: RecordWriter<EncounterFacts> = {
    create: async (tx, record) => (await this.encounters.importWithin(tx, encounterOf(record))).id,
    createMany: (tx, records) => this.encounters.importManyWithin(tx, records.map(encounterOf)),
    revise: async (tx, id, record) => (await this.encounters.reviseImportWithin(tx, id, encounterOf(record))).id,
  };

  private readonly observation: RecordWriter<ObservationFacts> = {
    create: (tx, record) => (record.orderId ? this.answer(tx, record) : this.recordOne(tx, record)),
    createMany: (tx, records) => this.recordAll(tx, records),
    revise: (tx, correctsId, record) => this.correct(tx, correctsId, record),
  };

  private readonly report: RecordWriter<DiagnosticReportFacts> = {
    create: async (tx, record) => this.receive(tx, record, await this.reportOf(tx, record)),
    together: gatherers,
    createMany: (tx, records) => this.receiveMany(tx, records),
    revise: async (tx, reportId, record) =>
      this.receive(tx, record, { ...(await this.reportOf(tx, record, reportId)), reportId }),
  };

  private readonly problem: RecordWriter<ConditionFacts> = {
    require: (record) => this.problems.requireSound(storyOf(record)),
    create: async (tx, record) => (await this.problems.recordWithin(tx, storyOf(record))).id,
    createMany: (tx, records) => this.problems.recordManyWithin(tx, records.map(storyOf)),
    revise: async (tx, id, record) => (await this.problems.reviseWithin(tx, id, storyOf(record))).id,
  };

  private readonly allergy: RecordWriter<AllergyFacts> = {
    create: async (tx, record) => (await this.allergies.recordWithin(tx, storyOf(record))).id,
    revise: async (tx, id, record) => (await this.allergies.reviseWithin(tx, id, storyOf(record))).id,
  };

  private readonly medication: RecordWriter<MedicationRequestFacts> = {
    create: async (tx, record) => (await this.medications.recordWithin(tx, prescriptionOf(record))).id,
    createMany: (tx, records) => this.medications.recordManyWithin(tx, records.map(prescriptionOf)),
    revise: async (tx, id, record) => (await this.medications.reviseWithin(tx, id, prescriptionOf(record))).id,
  };

  private readonly writers: Record<ImportedType, RecordWriter> = {
    Patient: this.patients,
    Encounter: this.encounter,
    Observation: this.observation,
    DiagnosticReport: this.report,
    Condition: this.problem,
    AllergyIntolerance: this.allergy,
    MedicationRequest: this.medication,
  };

  /** One observation that answers an order is the order's report. */
  private async answer(tx: Tx, record: NewRecord<ObservationFacts>): Promise<string> {
    const own = isPlain(record.facts) ? [] : [await this.recordOne(tx, record)];
    const report = { ...reportOfOne(record), observationIds: own };
    const status = isPlain(record.facts) ? await this.statusBeside(tx, report) : report.status;
    const { id: reportId, observationIds, changed } = await this.results.receiveWithin(tx, { ...report, status });
    const [stored] = changed ? [...observationIds.slice(-1), ...own] : [];
    if (stored) return stored;
    // The report said so before, or is withdrawn: the value that it has, or had, of the same code.
    const { system: codeSystem, code, display } = record.facts.code;
    const which = observationIds.length > 0 ? { id: { in: observationIds } } : { reportId };
    const where = { ...which, ...(code ? { codeSystem, code } : { display }) };
    return (await tx.observation.findFirstOrThrow({ where, orderBy: { id: 'desc' }, select: { id: true } })).id;
  }

  /** A value that is taken back corrects the report that it is in, and stays in it as taken back. */
  private async statusBeside(tx: Tx, { orderId, status }: NewReport): Promise<ReportState> {
    if (status !== 'entered-in-error') return status;
    const where = { orderId, status: { notIn: ['cancelled', 'entered-in-error'] } };
    const standing = await tx.diagnosticReport.findFirst({ where, select: { status: true } });
    if (!standing) return status;
    return isIssued(standing.status) ? 'corrected' : (standing.status as ReportState);
  }

  private async receive(tx: Tx, { moreOrderIds = [] }: NewRecord<DiagnosticReportFacts>, report: NewReport) {
    const { id, observationIds } = await this.results.receiveWithin(tx, report);
    const now = { ...report, observationIds };
    for (const orderId of moreOrderIds) await this.results.alsoAnswersWithin(tx, orderId, now);
    return id;
  }

  /** What reports hold as an observation each is stored before, that of all of them at once. */
  private async receiveMany(tx: Tx, records: readonly NewRecord<DiagnosticReportFacts>[]): Promise<string[]> {
    const rich = records.map(({ contained }) => contained.filter((facts) => !isPlain(facts)));
    const ids = await this.record(
      tx,
      records.flatMap((record, at) => rich[at]!.map((facts) => ({ ...record, facts, contained: [] }))),
    );
    const stored = await this.results.receiveManyWithin(
      tx,
      records.map((record, at) =>
        reportOf(record, [...record.observationIds, ...ids.splice(0, elementAt(rich, at).length)]),
      ),
    );
    return stored.map(({ id }) => id);
  }

  private async recordOne(tx: Tx, record: NewRecord<ObservationFacts>): Promise<string> {
    return elementAt(await this.record(tx, [record]), 0);
  }

  private async reportOf(tx: Tx, record: NewRecord<DiagnosticReportFacts>, reportId?: string): Promise<NewReport> {
    const rich = record.contained.filter((facts) => !isPlain(facts));
    const coded = await besideStored(tx, record, rich, reportId);
    const fresh = coded.filter(({ same, replaces }) => !same && !replaces);
    const ids = await this.record(
      tx,
      fresh.map(({ facts }) => ({ ...record, facts, contained: [] })),
    );
    const recorded: string[] = [];
    for (const { facts, same, replaces } of coded) {
      if (same) recorded.push(same.id);
      else if (!replaces) recorded.push(ids.shift()!);
      else recorded.push(await this.correct(tx, replaces.id, { ...record, facts, contained: [] }));
    }
    return reportOf(record, [...record.observationIds, ...recorded]);
  }

  /** A value that takes the place of another. */
  private async correct(tx: Tx, correctsId: string, record: NewRecord<ObservationFacts>): Promise<string> {
    const [judged] = await this.results.judgedAlone(tx, [observationOf(record)]);
    return (await this.observations.recordWithin(tx, { ...judged!, correctsId })).id;
  }

  /** Those that answer an order one by one, since each completes it; all others at once. */
  private async recordAll(tx: Tx, records: readonly NewRecord<ObservationFacts>[]): Promise<string[]> {
    const ids = await this.record(
      tx,
      records.filter(({ orderId }) => !orderId),
    );
    const inOrder: string[] = [];
    for (const record of records) {
      inOrder.push(record.orderId ? await this.observation.create(tx, record) : ids.shift()!);
    }
    return inOrder;
  }

  private async record(tx: Tx, records: readonly NewRecord<ObservationFacts>[]): Promise<string[]> {
    if (records.length === 0) return [];
    const judged = await this.results.judgedAlone(tx, records.map(observationOf));
    const made = await this.observations.recordManyWithin(tx, judged);
    return made.map(({ id }) => id);
  }
}
