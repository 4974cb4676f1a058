import { Injectable } from '@nestjs/common';
import type { Observation } from '../../generated/prisma/client.js';
import { Prisma, type Tx } from '../../platform/database/prisma.js';
import { firstRow } from '../../platform/database/rows.js';
import { TasksService } from '../tasks/tasks.service.js';
import type { Localised } from '../../kernel/language.js';
import type { Coding } from '../datatypes/coding.js';
import { codesBeside, detailsOf, type ResultDetails } from '../datatypes/result-details.js';
import { wordsOfComponents, type ResultComponent } from './judging/components.rules.js';
import { toldBy, type Surroundings, type Told } from './judging/judged-report.js';
import type { NewReport, NewResultObservation } from './new-report.js';
import { columnsOf, keepVersion, supersede, surroundingsOf, type ReportHead } from './report-store.js';
import { isWithdrawn, type ReportState, type ValueState } from './report-state.rules.js';
import { ResultsService } from './results.service.js';
import { askedOf, settleAnswered, TELLS } from './told-results.js';

/** What people have said since that a value's code, or its unit, means. */
export interface Meaning {
  /** What the sender wrote. */
  readonly of: { readonly system: string; readonly code: string };
  readonly code?: { readonly system: string; readonly code: string };
  /** UCUM. */
  readonly unit?: string;
}

/** The next version of a value, and the row that it takes the place of. */
export interface Rejudged {
  readonly id: string;
  readonly replaces: string;
}

/** A value that is judged again, as a message of now would say it. */
interface Again {
  readonly sent: NewResultObservation;
  readonly replaces: Observation;
}

/**
 * Judges values again that were filed under a code or unit that nobody knew then. Each becomes the next version of itself, in the next version of its
 * report; what its sender wrote stays. Whoever has to know of a critical one is told now.
 */
@Injectable()
export class RejudgeService {
  constructor(
    private readonly tasks: TasksService,
    private readonly results: ResultsService,
  ) {}

  /** @param ids values that are current, of any patients */
  async rejudgeWithin(tx: Tx, ids: readonly string[], meaning: Meaning): Promise<Rejudged[]> {
    const places = await tx.observation.findMany({
      where: current(ids),
      select: { id: true, reportId: true },
      ...BY_ID,
    });
    // Reports in one order, whoever judges: two that meet wait for each other, and neither for itself.
    const groups = [...Map.groupBy(places, ({ id, reportId }) => reportId ?? id)].sort(([one], [other]) =>
      one < other ? -1 : 1,
    );
    const done: Rejudged[] = [];
    for (const [, group] of groups) done.push(...(await this.groupWithin(tx, group, meaning)));
    return done;
  }

  /** The values of one report, or one that stands alone. */
  private async groupWithin(tx: Tx, places: readonly Place[], meaning: Meaning): Promise<Rejudged[]> {
    const { reportId } = places[0]!;
    const head = reportId === null ? undefined : await heldHead(tx, reportId);
    if (head && isWithdrawn(head.status)) return [];
    // Read after the report is held: what it waited for may have corrected them.
    const group = await tx.observation.findMany({ where: current(places.map(({ id }) => id)), ...BY_ID });
    if (group.length === 0) return [];
    const again = group.map((replaces): Again => ({ sent: asSentNow(replaces, meaning), replaces }));
    const report = reportOf(group[0]!, again);
    const patient = Prisma.sql`${report.patientId}::uuid`;
    const around = firstRow(await tx.$queryRaw<Surroundings[]>(surroundingsOf(report, patient)));
    const stored = await store(tx, again, report, around);
    const ids = stored.map(({ id }) => id);
    if (!head) await this.results.tellAloneWithin(tx, ids);
    else {
      const gone = new Set(group.map(({ id }) => id));
      const shown = [...head.observationIds.filter((id) => !gone.has(id)), ...ids];
      // What is written counts the version of the row, as every change of a report does.
      await tx.$executeRaw`UPDATE diagnostic_report SET updated_at = now() WHERE id = ${head.id}::uuid`;
      await keepVersion(tx, saidBy(head), head.version + 1, shown);
      for (const told of toldBy(report.observations, report, around)) {
        await this.tell(tx, head, told, askedOf(told, report, around));
      }
      await settleAnswered(tx, this.tasks, head.id, group);
    }
    return stored;
  }

  /** @param about the values of which somebody is asked */
  private tell(tx: Tx, head: HeldHead, told: Told, about: Localised | undefined): Promise<void> {
    const { id, patientId, encounterId, requesterId } = head;
    const whose = { patientId, encounterId: encounterId ?? undefined, requesterId: requesterId ?? undefined };
    return this.tasks.openWithin(tx, { kind: TELLS[told], ...whose, about, focus: 'diagnostic_report', focusId: id });
  }
}

type Place = Pick<Observation, 'id' | 'reportId'>;
const BY_ID = { orderBy: { id: 'asc' } } as const;
const current = (ids: readonly string[]) => ({ id: { in: [...ids] }, supersededAt: null });

/** What a version keeps of it. */
const saidBy = ({
  id,
  patientId,
  encounterId,
  status,
  conclusion,
  details,
  effectiveAt,
  issuedAt,
}: HeldHead): ReportHead => ({
  ...{ id, patientId, encounterId, status, conclusion, details, effectiveAt, issuedAt },
});

interface HeldHead extends ReportHead {
  readonly status: ReportState;
  readonly version: number;
  readonly requesterId: string | null;
  readonly observationIds: readonly string[];
}

/** The report, held until the transaction ends, with the rows that its newest version names. */
async function heldHead(tx: Tx, id: string): Promise<HeldHead> {
  const head = firstRow(
    await tx.$queryRaw<Omit<HeldHead, 'observationIds'>[]>`
      SELECT r.id, r.patient_id AS "patientId", r.encounter_id AS "encounterId", r.status, r.conclusion, r.details, r.effective_at AS "effectiveAt",
        r.issued_at AS "issuedAt", r.version, (SELECT o.requested_by FROM service_order o WHERE o.id = r.order_id) AS "requesterId"
      FROM diagnostic_report r WHERE r.id = ${id}::uuid FOR UPDATE OF r`,
  );
  // A statement that waited for the row still sees what was true of others when it began.
  const newest = await tx.diagnosticReportVersion.findFirst({
    where: { reportId: id },
    orderBy: { number: 'desc' },
    select: { observationIds: true },
  });
  return { ...head, observationIds: newest?.observationIds ?? [] };
}

async function store(tx: Tx, again: readonly Again[], report: NewReport, around: Surroundings): Promise<Rejudged[]> {
  const data = again.map(({ sent, replaces }) => ({
    ...columnsOf(report, { sent, replaces }, around),
    patientId: replaces.patientId,
    encounterId: replaces.encounterId,
    reportId: replaces.reportId,
    category: replaces.category,
    issuedAt: replaces.issuedAt,
    recordedBy: replaces.recordedBy,
    valueCode: (replaces.valueCode ?? undefined) as Prisma.InputJsonObject | undefined,
    components: sent.components as unknown as Prisma.InputJsonArray | undefined,
  }));
  await supersede(
    tx,
    again.map(({ replaces }) => replaces.id),
  );
  const rows = await tx.observation.createManyAndReturn({ data, select: { id: true, correctsId: true } });
  return rows.map(({ id, correctsId }) => ({ id, replaces: correctsId! }));
}

const numberOf = (value: { toNumber(): number } | null): number | undefined => value?.toNumber();

/** Its own words and digits, under what its code and unit mean. */
function asSentNow(value: Observation, meaning: Meaning): NewResultObservation {
  const [number, low, high] = [value.valueNumber, value.referenceLow, value.referenceHigh].map(numberOf);
  const own = { system: value.codeSystem ?? undefined, code: value.code ?? undefined, display: value.display };
  const was = (value.components ?? undefined) as ResultComponent[] | undefined;
  const components = was?.map((part) => ({
    ...part,
    code: codeNow(part.code, meaning),
    ...(part.unit !== undefined && { unit: unitNow(part.unit, meaning) }),
  }));
  const text = value.valueText ?? undefined;
  const code = codeNow(own, meaning);
  const details = (value.details ?? {}) as ResultDetails;
  const isOfParts = was && text === wordsOfComponents(was);
  return {
    code,
    value: number,
    comparator: value.valueComparator ?? undefined,
    unit: unitNow(value.valueUnit ?? undefined, meaning),
    text: isOfParts ? wordsOfComponents(components!) : text,
    ...(components && { components }),
    valueAsSent: value.valueAsSent ?? undefined,
    referenceLow: low,
    referenceHigh: high,
    referenceText: value.referenceText ?? undefined,
    details: detailsOf({ ...details, codings: codesBeside(code, [own, ...(details.codings ?? [])]) }),
    interpretation: value.interpretation ?? undefined,
    status: value.status as ValueState,
    effectiveAt: value.effectiveAt,
  };
}

/** What a code means now, where it is the one of which something was said; its own words stay. */
const codeNow = (own: Coding, { of, code }: Meaning): Coding =>
  code && own.system === of.system && own.code === of.code ? { ...own, ...code } : own;

const unitNow = (own: string | undefined, { of, unit }: Meaning): string | undefined =>
  unit !== undefined && own === of.code ? unit : own;

/** What a value is judged beside: its own time and person. */
const reportOf = ({ patientId, category, effectiveAt, display }: Observation, again: readonly Again[]): NewReport => ({
  patientId,
  category,
  code: { display },
  status: 'final',
  effectiveAt,
  observations: again.map(({ sent }) => sent),
});
