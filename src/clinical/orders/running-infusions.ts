import { hospitalClock } from '../../kernel/hospital-time.js';
import { fillBoth } from '../../kernel/language.js';
import type { Tx } from '../../platform/database/prisma.js';
import type { TasksService } from '../tasks/tasks.service.js';
import type { OrderState } from './order-state.rules.js';
import { orderWords } from './orders.words.js';

interface EndedOrder {
  readonly id: string;
  readonly patientId: string;
  readonly encounterId: string;
  readonly requestedBy: string | null;
  readonly code: { readonly display: string };
}

/** Of a medicine whose order ends or is put on hold while it runs in: the ward is asked to stop it. One that is in force again asks for nothing. */
export async function askToStop(
  tx: Tx,
  tasks: TasksService,
  { id, patientId, encounterId, requestedBy: requesterId, code }: EndedOrder,
  status: OrderState,
): Promise<void> {
  const running = await tx.$queryRaw<
    { id: string }[]
  >`SELECT id FROM dose WHERE order_id = ${id}::uuid AND status IN ('in-progress', 'paused')
    AND (status = 'in-progress' OR ${status} <> 'on-hold') ORDER BY id LIMIT 20`;
  for (const { id: focusId } of running) {
    if (status === 'active') {
      await tasks.settleWithin(tx, focusId, ['infusion-to-stop']);
      continue;
    }
    const at = hospitalClock(new Date());
    const words = status === 'on-hold' ? orderWords.pauseInfusion : orderWords.stopInfusion;
    const about = fillBoth(words, { medicine: code.display, at });
    const task = { kind: 'infusion-to-stop', focus: 'dose', focusId } as const;
    await tasks.openWithin(tx, { ...task, patientId, encounterId, requesterId, about });
  }
}
