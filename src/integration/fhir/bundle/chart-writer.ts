import { Injectable } from '@nestjs/common';
import { RefusedAt, ResultsService } from '../../../clinical/results/results.service.js';
import type { Tx } from '../../../platform/database/prisma.js';
import { Problem, tellingOf, type FieldError } from '../../../kernel/problem.js';
import { fhirProblems } from '../fhir.errors.js';
import { MAPS } from '../maps/index.js';
import type { PatientFacts } from '../maps/patient.map.js';
import { Births } from './births.js';
import type { Draft } from './draft.js';
import type { KeptSource, Settled } from './fhir-sources.js';
import type { DraftLinks, Links } from './links.js';
import { PatientWriter } from './patient-writer.js';
import { keyOf, type Entry } from './read-bundle.js';
import type { NewRecord, RecordWriter } from './record-writer.js';
import { RecordWriters } from './record-writers.js';
import { elementAt } from '../../../kernel/list.js';

/** A draft that has something to say: it is new, or says something else than before. */
interface Task {
  readonly draft: Draft;
  readonly links: DraftLinks | undefined;
  readonly before: KeptSource | undefined;
}

/** Writes drafts through the services of the domains, each new record once, and what changed as a change. */
@Injectable()
export class ChartWriter {
  constructor(
    private readonly writers: RecordWriters,
    private readonly patients: PatientWriter,
    private readonly births: Births,
    private readonly results: ResultsService,
  ) {}

  /** @param drafts all of one type; what they refer to has been written. @throws Problem naming the entry refused */
  async write(tx: Tx, drafts: readonly Draft[], known: ReadonlyMap<string, KeptSource>, links: Links): Promise<void> {
    const fresh: Task[] = [];
    const tasks = drafts.map((draft) => taskOf(draft, known, links));
    await this.births.learn(
      tx,
      tasks.map((task) => task.links?.patientId),
    );
    for (const task of tasks) {
      const { draft } = task;
      if (task.before?.contentHash !== draft.entry.contentHash) await this.requireBorn(tx, task);
      if (!task.before?.entityId) fresh.push(task);
      else if (task.before.contentHash === draft.entry.contentHash) links.settle(draft.entry, unchanged(task));
      else await this.revise(tx, task, links);
    }
    if (fresh.length > 0) await this.create(tx, fresh, links);
  }

  /** Whom a conditional create has found is whom its Patient says that it is. @throws Problem naming the entry refused */
  async requireFound(
    tx: Tx,
    drafts: readonly Draft[],
    existing: ReadonlyMap<Entry, { readonly id: string }>,
  ): Promise<void> {
    const found = drafts.flatMap((draft) => {
      const id = draft.type === 'Patient' ? existing.get(draft.entry)?.id : undefined;
      return id === undefined ? [] : [{ draft, id, facts: draft.facts as PatientFacts }];
    });
    await this.patients.requireSame(tx, found).catch(refusedOf(found));
  }

  /** Critical values that are in no report are told of too. */
  async tellOfAlone(tx: Tx, drafts: readonly Draft[], links: Links): Promise<void> {
    const written = drafts.flatMap(({ type, entry }) => {
      const { outcome, entityId } = links.settled.get(entry.index) ?? {};
      return type === 'Observation' && entityId && outcome !== 'unchanged' ? [entityId] : [];
    });
    if (written.length > 0) await this.results.tellAloneWithin(tx, written);
  }

  private requireBorn(tx: Tx, task: Task): Promise<void> {
    const { draft, links } = task;
    return naming(task, () => {
      if (links) this.births.requireAfter(tx, links.patientId, draft);
      return Promise.resolve();
    });
  }

  private async create(tx: Tx, tasks: readonly Task[], links: Links): Promise<void> {
    const writer = this.writerOf(elementAt(tasks, 0));
    const records = tasks.map((task) => recordOf(task, links));
    const isTogether = writer.createMany ? (writer.together?.(records) ?? records.map(() => true)) : [];
    await this.createTogether(
      tx,
      writer,
      tasks.filter((_, at) => isTogether[at]),
      links,
    );
    for (const task of tasks.filter((_, at) => !isTogether[at])) {
      const id = await naming(task, () => writer.create(tx, recordOf(task, links)));
      links.settle(task.draft.entry, settled(task, 'created', id));
    }
  }

  private async createTogether(tx: Tx, writer: RecordWriter, tasks: readonly Task[], links: Links): Promise<void> {
    if (tasks.length === 0) return;
    for (const task of tasks) await naming(task, () => Promise.resolve(writer.require?.(recordOf(task, links))));
    const records = tasks.map((task) => recordOf(task, links));
    const ids = await writer.createMany!(tx, records).catch(refusedOf(tasks));
    tasks.forEach((task, index) => links.settle(task.draft.entry, settled(task, 'created', elementAt(ids, index))));
  }

  private async revise(tx: Tx, task: Task, links: Links): Promise<void> {
    const { entityId } = task.before!;
    const id = await naming(task, () => this.writerOf(task).revise(tx, entityId!, recordOf(task, links), task.before!));
    links.settle(task.draft.entry, settled(task, 'updated', id));
  }

  private writerOf = ({ draft }: Task): RecordWriter => this.writers.of(draft.type);
}

/** @param patients whom it was received for, and whom it is sent for now */
export function otherPatientsRecord(path: string, patients: readonly (string | undefined)[]): Problem {
  const message = fhirProblems.otherPatientsRecord.title;
  const errors: FieldError[] = [{ pointer: path, rule: 'other-patient', message }];
  const tellsOf = tellingOf(patients.filter((id) => id !== undefined));
  return new Problem(fhirProblems.otherPatientsRecord, { errors, tellsOf });
}

function taskOf(draft: Draft, known: ReadonlyMap<string, KeptSource>, links: Links): Task {
  const before = known.get(keyOf(draft.entry.identity));
  const linksOf = draft.patient && links.of(draft);
  if (before?.patientId && linksOf && before.patientId !== linksOf.patientId) {
    throw otherPatientsRecord(draft.entry.path, [before.patientId, linksOf.patientId]);
  }
  return { draft, links: linksOf, before };
}

const recordOf = ({ draft, links }: Task, all: Links): NewRecord<never> => ({
  tell: (element, words) => all.doubt(draft.entry, { element: `${draft.entry.path}.${element}`, words }),
  facts: draft.facts as never,
  contained: draft.contained,
  // Patients belong to nobody but themselves.
  ...(links ?? { patientId: '', observationIds: [] }),
});

const unchanged = ({ draft, before }: Task): Settled => ({
  outcome: 'unchanged',
  entity: MAPS[draft.type].entity,
  entityId: before!.entityId!,
  patientId: before!.patientId ?? undefined,
});

const settled = ({ draft, links }: Task, outcome: 'created' | 'updated', id: string): Settled => ({
  outcome,
  entity: MAPS[draft.type].entity,
  entityId: id,
  patientId: links?.patientId ?? id,
  encounterId: draft.type === 'Encounter' ? id : links?.encounterId,
});

/** A domain's refusal names its own fields; the sender needs to know which entry it was. */
async function naming<T>({ draft }: Pick<Task, 'draft'>, work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof Problem)) throw error;
    const { path } = draft.entry;
    const errors = (error.options.errors ?? []).map((field) => ({
      ...field,
      pointer: `${path}${fhirPath(field.pointer)}`,
    }));
    const whole = { pointer: path, rule: error.kind.code, message: error.kind.title };
    throw new Problem(error.kind, { ...error.options, errors: errors.length > 0 ? errors : [whole], cause: error });
  }
}

/** The refusal of one among those that were given together, naming its entry. */
const refusedOf = (tasks: readonly Pick<Task, 'draft'>[]) => (error: unknown) => {
  if (!(error instanceof RefusedAt)) throw error;
  return naming(elementAt(tasks, error.place), () => Promise.reject(error.problem));
};

/** `/identifiers/0/value` as FHIRPath writes it. */
const fhirPath = (pointer: string) => pointer.replace(/\/(\d+)/g, '[$1]').replaceAll('/', '.');
