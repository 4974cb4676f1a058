import type { Caller } from './caller.js';

/** Who plays. */
export type Players = Readonly<Record<'lab' | 'nurse' | 'doctor', Caller>>;

/** A critical potassium answers an order: the ward's nurses have a task, and the doctor reads the value back. */
export async function closeCritical(orderId: string, { lab, nurse, doctor }: Players): Promise<string> {
  const code = { system: 'http://loinc.org', code: '2823-3', display: 'Kali huyết thanh' };
  const told = await lab.post(`/api/v1/orders/${orderId}/results`, {
    status: 'final',
    effectiveAt: new Date().toISOString(),
    observations: [{ code, value: 7.1, unit: 'mEq/L' }],
  });
  if (told.body.critical !== true) throw new Error('7.1 mEq/L is not critical');
  const { body } = await nurse.get('/api/v1/tasks/mine?limit=100');
  const tasks = body.items as { focusId: string }[];
  if (!tasks.some(({ focusId }) => focusId === told.body.id)) throw new Error('the nurse has no task');
  const address = `/api/v1/results/${String(told.body.id)}/acknowledge`;
  const { body: task } = await doctor.post(address, { readBack: 'Kali 7,1' });
  if (task.status !== 'acknowledged') throw new Error('it is not acknowledged');
  return `7.1 mEq/L; the ward's nurses were told, the doctor read back "${String(task.readBack)}"`;
}
