import type { Caller } from './caller.js';

/** A stay as the day goes on, and who plays. */
export interface Stay {
  readonly encounterId: string;
  readonly patientId: string;
  readonly wardId: string;
  bed: string;
  encounterTag: string;
  readonly doctor: Caller;
  readonly nurse: Caller;
}

const LEAVING = { disposition: 'home', note: 'Hết sốt, tái khám sau 7 ngày' };

/** To another bed of the ward; the one before is free at once, or being cleaned where the ward wants it so. */
export async function moveToAnotherBed(stay: Stay): Promise<string> {
  const { doctor, encounterId, wardId } = stay;
  const free = (await doctor.get(`/api/v1/beds?wardId=${wardId}&free=true`)).body.items as {
    id: string;
    code: string;
  }[];
  const [bed] = free;
  if (!bed) throw new Error('no other bed is free');
  const left = stay.bed;
  const read = { 'If-Match': stay.encounterTag };
  const moved = await doctor.post(`/api/v1/encounters/${encounterId}/transfer`, { wardId, bedId: bed.id }, read);
  Object.assign(stay, { bed: bed.id, encounterTag: moved.tag });
  const all = (await doctor.get(`/api/v1/beds?wardId=${wardId}&limit=100`)).body.items as {
    id: string;
    state: string;
  }[];
  const state = all.find(({ id }) => id === left)?.state;
  if (state === 'occupied') throw new Error('the bed before is not empty');
  return `bed ${bed.code}; the one before is ${state}`;
}

/** A consent form that she signed on paper. */
export async function scanPaper({ nurse, doctor, encounterId }: Stay): Promise<string> {
  const fields = { kind: 'consent', title: 'Giấy cam kết điều trị' };
  const scan = '%PDF-1.4\n1 0 obj\n<< /Type /Catalog >>\nendobj\ntrailer << /Root 1 0 R >>\n%%EOF\n';
  const { body } = await nurse.form(`/api/v1/encounters/${encounterId}/files`, fields, scan);
  const back = await doctor.bytes(String(body.content));
  if (back !== scan) throw new Error('the file did not come back as it was');
  const script = await nurse.tryForm(`/api/v1/encounters/${encounterId}/files`, fields, `%PDF-1.4 /JavaScript\n%%EOF`);
  if (script.status !== 422) throw new Error(`a PDF that runs something was answered with ${script.status}`);
  return `${String(body.mediaType)}, ${scan.length} bytes, opened again by the doctor; a PDF that runs something is refused`;
}

/** A discharge asks for the results that no doctor has looked at. */
async function lookAtResults({ doctor, encounterId }: Stay): Promise<void> {
  const { body } = await doctor.get(`/api/v1/encounters/${encounterId}/open-items`);
  for (const { kind, id } of body.items as { kind: string; id: string }[]) {
    if (kind !== 'unread-result') continue;
    const { tag } = await doctor.get(`/api/v1/results/${id}`);
    await doctor.post(`/api/v1/results/${id}/review`, {}, { 'If-Match': tag });
  }
}

export async function discharge(stay: Stay): Promise<string> {
  const { doctor, nurse, encounterId } = stay;
  await lookAtResults(stay);
  const read = { 'If-Match': stay.encounterTag };
  const { body, tag } = await doctor.post(`/api/v1/encounters/${encounterId}/discharge`, LEAVING, read);
  if (body.status !== 'finished') throw new Error('the encounter is not finished');
  stay.encounterTag = tag;
  const late = await nurse.tryPost(`/api/v1/encounters/${encounterId}/vitals`, { heartRate: 80 });
  if (late.status !== 409) throw new Error(`charting after discharge answered ${late.status}`);
  return 'finished; charting after it is refused';
}

/** The wrong patient was discharged: she lies in her bed again, and goes home later. */
export async function takeDischargeBack(stay: Stay): Promise<string> {
  const because = { reason: 'Cho ra viện nhầm người bệnh' };
  const read = { 'If-Match': stay.encounterTag };
  const { body, tag } = await stay.doctor.post(`/api/v1/encounters/${stay.encounterId}/reopen`, because, read);
  if (body.status !== 'in-progress') throw new Error('the encounter does not go on');
  stay.encounterTag = tag;
  await discharge(stay);
  return 'in her bed again, with the reason on the trail; discharged once more';
}

export async function bedIsFree({ nurse, wardId, bed }: Stay): Promise<string> {
  const { body } = await nurse.get(`/api/v1/beds?wardId=${wardId}&free=true&limit=100`);
  const free = body.items as { id: string }[];
  if (!free.some(({ id }) => id === bed)) throw new Error('the bed is not free');
  return `${free.length} beds free in the ward`;
}
