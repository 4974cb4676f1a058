import type { Caller } from './caller.js';

/** A second, worse set: the sheet says that the score rises, and the doctor is called. */
export async function worsen(encounterId: string, nurse: Caller): Promise<string> {
  const worse = { heartRate: 118, respiratoryRate: 26, systolic: 98, diastolic: 60, temperature: 39.2 };
  const rest = { oxygenSaturation: 93, supplementalOxygen: false, consciousness: 'A' };
  const { body: set } = await nurse.post(`/api/v1/encounters/${encounterId}/vitals`, { ...worse, ...rest });
  const { body } = await nurse.get(`/api/v1/encounters/${encounterId}/flowsheet`);
  const trend = (body.sets as { trend: string | null }[]).at(-1)?.trend;
  if (trend !== 'rising') throw new Error('the sheet does not say that the score rises');
  await nurse.post(`/api/v1/vitals/${String(set.id)}/escalate`, { note: 'Sốt cao hơn, thở nhanh' });
  const { total, risk } = set.news2 as { total: number; risk: string };
  return `NEWS2 ${total}, ${trend}, ${risk} risk; the doctor is called`;
}
