import type { Players } from './critical.js';

/** The laboratory rejects a specimen: the ward is told why, and takes another one. */
export async function takeSpecimenAgain(orderId: string, { lab, nurse }: Players): Promise<string> {
  const path = `/api/v1/orders/${orderId}`;
  const { tag } = await nurse.get(path);
  const collected = await nurse.post(`${path}/collect`, {}, { 'If-Match': tag });
  const rejected = await lab.post(`${path}/reject-specimen`, { reason: 'haemolysed' }, { 'If-Match': collected.tag });
  const { body } = await nurse.get('/api/v1/tasks/mine?limit=100');
  const task = (body.items as { focusId: string; about: string | null }[]).find(({ focusId }) => focusId === orderId);
  if (!task?.about) throw new Error('the ward is not told of the rejected specimen');
  await nurse.post(`${path}/collect`, {}, { 'If-Match': rejected.tag });
  return `the ward was told "${task.about}" and took another`;
}
