import { Injectable, type OnModuleInit } from '@nestjs/common';
import { hospitalTime } from '../../kernel/hospital-time.js';
import type { Localised } from '../../kernel/language.js';
import { Problem } from '../../kernel/problem.js';
import { actingPerson, requestContext, runAsSystem } from '../../kernel/request-context.js';
import { hold, type Holdable, type VersionedRow } from '../../platform/database/held-row.js';
import { saysSomething } from '../../platform/care/stated-reason.rules.js';
import type { Tx } from '../../platform/database/prisma.js';
import { UnitOfWork } from '../../platform/database/unit-of-work.js';
import { JobQueues } from '../../platform/jobs/job-queues.js';
import { staffNameSql } from '../../hospital/staff/staff-name.columns.js';
import type { TaskResponse } from './dto/task.response.js';
import { dueAt, rolesOf, stepAt, taskKind, type TaskKindCode } from './task-kinds.js';
import { taskProblems } from './tasks.errors.js';
import { TasksQueries } from './tasks.queries.js';

/** A task to be opened. */
export interface NewTask {
  readonly kind: TaskKindCode;
  /** Absent of what is about no patient. */
  readonly patientId?: string;
  readonly encounterId?: string | null;
  /** The table of the record that it is about. */
  readonly focus: string;
  readonly focusId: string;
  readonly requesterId?: string | null;
  /** What it is about, where its kind and record do not say all. */
  readonly about?: Localised;
}

/** An order as a task about it needs it. */
export interface OrderOfTask {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string;
  readonly requestedBy: string | null;
}

interface HeldTask extends VersionedRow {
  readonly kind: string;
  readonly patientId: string | null;
  readonly focusId: string;
  readonly status: string;
  readonly level: number;
  readonly createdAt: Date;
  readonly acknowledgedAt: Date | null;
  readonly acknowledger: string | null;
}

const TASK: Holdable = {
  table: 'task',
  columns: `r.kind, r.patient_id AS "patientId", r.focus_id AS "focusId", r.status, r.level, r.created_at AS "createdAt", r.acknowledged_at AS "acknowledgedAt",
    ${staffNameSql('r.acknowledged_by')} AS acknowledger`,
  notFound: taskProblems.taskNotFound,
};

/**
 * Opens tasks, takes them to more people in time, and closes them. Each step waits in a queue and is sent with the one before, so that it comes
 * whichever process was killed; and a step that was taken is not taken again.
 */
@Injectable()
export class TasksService implements OnModuleInit {
  private readonly readBacks = new Map<string, (tx: Tx, focusId: string, readBack: string) => Promise<void>>();

  constructor(
    private readonly unitOfWork: UnitOfWork,
    private readonly queues: JobQueues,
    private readonly queries: TasksQueries,
  ) {}

  /** Says who compares what is read back of the tasks of a kind with what was told. */
  compareReadBack(kind: TaskKindCode, compare: (tx: Tx, focusId: string, readBack: string) => Promise<void>): void {
    this.readBacks.set(kind, compare);
  }

  onModuleInit(): void {
    this.queues.handle('escalation', ({ taskId, level }) => this.takeStep(String(taskId), Number(level)));
  }

  /** {@link openWithin} for the doctor of an order. */
  openAboutOrder(tx: Tx, kind: TaskKindCode, order: OrderOfTask, about?: Localised): Promise<void> {
    const { id: focusId, patientId, encounterId, requestedBy: requesterId } = order;
    return this.openWithin(tx, { kind, patientId, encounterId, focus: 'service_order', focusId, requesterId, about });
  }

  /**
   * {@link openAboutOrder}, once for what it is about, acknowledged or not: one that says something else is settled, as all are when nothing
   * is left to say.
   * @returns whether one was opened now
   */
  async replaceAboutOrder(
    tx: Tx,
    kind: TaskKindCode,
    order: OrderOfTask,
    about: Localised | undefined,
  ): Promise<boolean> {
    const before = await tx.task.findMany({
      where: { focusId: order.id, kind },
      select: { status: true, about: true },
      orderBy: { id: 'desc' },
      take: 20,
    });
    const says = (one: { readonly about: unknown }) => (one.about as Localised | null)?.vi === about?.vi;
    if (before.some((one) => one.status === 'open' && !says(one))) await this.settleWithin(tx, order.id, [kind]);
    const isNew = about !== undefined && !before.some((one) => one.status !== 'settled' && says(one));
    if (isNew) await this.openAboutOrder(tx, kind, order, about);
    return isNew;
  }

  /** Opens a task, unless one of its kind about the same is open, and takes its first step. */
  async openWithin(tx: Tx, task: NewTask): Promise<void> {
    const rows = await tx.$queryRaw<{ id: string; createdAt: Date }[]>`
      INSERT INTO task (kind, patient_id, encounter_id, focus, focus_id, requester_id, about)
      VALUES (${task.kind}, ${task.patientId ?? null}::uuid, coalesce(${task.encounterId ?? null}::uuid,
          (SELECT id FROM encounter WHERE patient_id = ${task.patientId ?? null}::uuid AND status = 'in-progress' ORDER BY started_at DESC LIMIT 1)),
        ${task.focus}, ${task.focusId}::uuid, ${task.requesterId ?? null}::uuid,
        ${task.about ? JSON.stringify(task.about) : null}::jsonb)
      ON CONFLICT (focus_id, kind) WHERE status = 'open' DO NOTHING RETURNING id, created_at AS "createdAt"`;
    const [opened] = rows;
    if (opened) await this.stepWithin(tx, { ...opened, kind: task.kind, patientId: task.patientId ?? null, level: 0 });
  }

  /** {@link openWithin}, unless somebody has seen to the last one of its kind about the same. */
  async openUnlessSeenTo(tx: Tx, task: NewTask): Promise<void> {
    const { focusId, kind } = task;
    const last = await tx.task.findFirst({
      where: { focusId, kind },
      select: { status: true },
      orderBy: { id: 'desc' },
    });
    if (last?.status !== 'acknowledged') await this.openWithin(tx, task);
  }

  /** {@link openWithin} by the service itself, in a transaction of its own. @param by the name that the trail has for it */
  async openBySystem(by: string, task: NewTask): Promise<void> {
    await runAsSystem(by, () =>
      this.unitOfWork.write(async (tx) => {
        await this.openWithin(tx, task);
        return null;
      }),
    );
  }

  /**
   * Opens tasks about things of which no patient is known, for those that never had one.
   * @param stillWaiting which of these wait still, held: whoever sees to one meanwhile would settle no task, and it would wait for nobody
   */
  async openMissing(
    { kind, focus }: Pick<NewTask, 'kind' | 'focus'>,
    ids: readonly string[],
    stillWaiting: (tx: Tx, ids: readonly string[]) => Promise<readonly string[]>,
  ): Promise<void> {
    if (ids.length === 0) return;
    await runAsSystem('waiting-tasks', () =>
      this.unitOfWork.write(async (tx) => {
        const missing = await tx.$queryRaw<{ id: string }[]>`SELECT w.id FROM unnest(${[...ids]}::uuid[]) w (id)
          WHERE NOT EXISTS (SELECT FROM task t WHERE t.focus_id = w.id AND t.kind = ${kind}) ORDER BY w.id`;
        if (missing.length === 0) return null;
        const waiting = await stillWaiting(
          tx,
          missing.map(({ id }) => id),
        );
        for (const focusId of waiting) await this.openWithin(tx, { kind, focus, focusId });
        return null;
      }),
    );
  }

  /** What tasks of these kinds about a record ask for has come about: they wait for nobody any more. */
  async settleWithin(tx: Tx, focusId: string, kinds: readonly TaskKindCode[]): Promise<void> {
    const where = { focusId, kind: { in: [...kinds] }, status: 'open' };
    await tx.task.updateMany({ where, data: { status: 'settled', settledAt: new Date(), dueAt: null } });
  }

  /**
   * Whoever answers a call has seen to what tasks of these kinds about a record asked for, of those that were there when the call was made: they
   * are theirs. What asks for somebody later is not answered by it.
   */
  async answeredWithin(tx: Tx, focusId: string, kinds: readonly TaskKindCode[], callId: string): Promise<void> {
    const call = await tx.task.findFirst({
      where: { focusId: callId, kind: 'called-to-patient' },
      select: { createdAt: true },
    });
    if (!call) return;
    const where = { focusId, kind: { in: [...kinds] }, status: 'open', createdAt: { lte: call.createdAt } };
    const acknowledged = { acknowledgedBy: actingPerson(), acknowledgedAt: new Date() };
    await tx.task.updateMany({ where, data: { status: 'acknowledged', ...acknowledged, dueAt: null } });
  }

  /** Somebody has seen to it. @throws Problem taskNotFound, taskOfOthers, taskAcknowledged (who, when), readBackNeeded, answerNeeded */
  acknowledge(id: string, readBack?: string): Promise<TaskResponse> {
    return this.unitOfWork.write((tx) => this.acknowledgeWithin(tx, id, readBack));
  }

  /** The same, inside a transaction that is already open. */
  async acknowledgeWithin(tx: Tx, id: string, readBack?: string): Promise<TaskResponse> {
    const task = await hold<HeldTask>(tx, TASK, id);
    const { role } = requestContext().actor;
    if (!(rolesOf(task.kind) as readonly string[]).includes(role ?? '')) throw new Problem(taskProblems.taskOfOthers);
    if (task.status === 'settled') throw new Problem(taskProblems.taskSettled);
    if (task.status !== 'open') throw acknowledgedBefore(task);
    await this.requireRight(tx, task, readBack);
    await tx.task.update({
      where: { id },
      data: {
        status: 'acknowledged',
        acknowledgedBy: actingPerson(),
        acknowledgedAt: new Date(),
        readBack: readBack ?? null,
        dueAt: null,
      },
      select: { id: true },
    });
    return this.queries.getWithin(tx, id);
  }

  /** @throws Problem readBackNeeded, answerNeeded, and what the domain of the kind says of a read-back that is not what was told */
  private async requireRight(tx: Tx, { kind, focusId }: HeldTask, readBack: string | undefined): Promise<void> {
    const { needsReadBack, needsAnswer } = taskKind(kind);
    if (needsAnswer && !isAnswer(readBack ?? '')) throw new Problem(taskProblems.answerNeeded);
    if (!needsReadBack) return;
    if (readBack === undefined) throw new Problem(taskProblems.readBackNeeded);
    await this.readBacks.get(kind)?.(tx, focusId, readBack);
  }

  /** Takes the step of a level, if it is still this task's next. */
  async takeStep(id: string, level: number): Promise<void> {
    await runAsSystem('escalation', () =>
      this.unitOfWork.write(async (tx) => {
        const task = await hold<HeldTask>(tx, TASK, id);
        if (task.status === 'open' && task.level === level) await this.stepWithin(tx, task);
        return null;
      }),
    );
  }

  /** Takes the next step, and sends the one after it for its time. */
  private async stepWithin(
    tx: Tx,
    { id, kind, patientId, level, createdAt }: Pick<HeldTask, 'id' | 'kind' | 'patientId' | 'level' | 'createdAt'>,
  ): Promise<void> {
    const step = stepAt(kind, level);
    if (!step) return;
    const following = stepAt(kind, level + 1);
    const due = following ? dueAt(createdAt, following) : null;
    await tx.taskStep.create({ data: { taskId: id, patientId, level, toWhom: step.to }, select: { id: true } });
    await tx.task.update({ where: { id }, data: { level: level + 1, dueAt: due }, select: { id: true } });
    if (due) await this.queues.sendWithin(tx, 'escalation', { taskId: id, level: level + 1 }, { at: due });
  }
}

/** The right value, or words that tell what happened. */
const isAnswer = (said: string): boolean => /\d/.test(said) || saysSomething(said);

function acknowledgedBefore({ acknowledger, acknowledgedAt }: HeldTask): Problem {
  const params = { name: acknowledger ?? '', at: acknowledgedAt ? hospitalTime(acknowledgedAt) : '' };
  return new Problem(taskProblems.taskAcknowledged, { params });
}
