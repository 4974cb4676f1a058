import { Caller } from './caller.js';
import type { Stay } from './stay.js';

/** Printed, the discharge paper carries a code that anybody verifies, without an account; another code is nobody's. */
export async function verifyPaper(stay: Stay & { readonly base: string }): Promise<string> {
  const paper = await stay.doctor.bytes(`/api/v1/encounters/${stay.encounterId}/documents/discharge.pdf`);
  const [code] = /(?:[0-9A-Z]{5}-){5}[0-9A-Z]/.exec(paper) ?? [];
  if (!paper.startsWith('%PDF') || !code) throw new Error('no paper with a code was printed');
  const ask = async (of: string) => {
    const answer = await fetch(`${stay.base}/verify/${of}`, { headers: { Accept: 'application/json' } });
    return (await answer.json()) as { genuine: boolean; issuedBy: string | null };
  };
  const said = await ask(code);
  if (!said.genuine) throw new Error('the paper does not verify');
  if ((await ask(`00000${code.slice(5)}`)).genuine) throw new Error('a code that nobody issued verifies');
  return `${code} is genuine, issued by ${said.issuedBy}; another code is not`;
}

/** Who plays at the doors. */
export interface Doors {
  readonly base: string;
  readonly password: string;
  readonly registrar: Caller;
}

/** An emergency is triaged and seen in its turn; a visit of the clinic ends with a signed note and a printed prescription. */
export async function receive({ base, password, registrar }: Doors): Promise<string> {
  const [nurse, doctor] = await Promise.all(
    ['emergency-nurse', 'clinic-doctor'].map((name) => Caller.signIn(base, name, password)),
  );
  const arrive = await arrivals(registrar);
  const urgent = await arrive('CC', 'emergency', 'Nguyễn Văn Gấp', 'Đau ngực, vã mồ hôi');
  const triage = { level: 2, reason: 'Đau ngực kiểu mạch vành 30 phút' };
  const triaged = await nurse!.post(`/api/v1/encounters/${urgent.id}/triage`, triage, { 'If-Match': urgent.tag });
  const { body: queue } = await nurse!.get(`/api/v1/wards/${urgent.wardId}/queue?state=waiting`);
  const place = (queue.items as { encounterId: string }[]).findIndex(({ encounterId }) => encounterId === urgent.id);
  if (place < 0) throw new Error('who was triaged is not in the queue');
  await doctor!.post(`/api/v1/encounters/${urgent.id}/seen`, {}, { 'If-Match': triaged.tag });
  const visit = await arrive('KHAM', 'outpatient', 'Trần Thị Khám', 'Ho, sốt nhẹ 3 ngày');
  const pages = await finishVisit(doctor!, visit.id);
  return `level 2, place ${place + 1} of the queue, called in; a visit noted, signed, and its prescription printed (${pages} kB)`;
}

async function finishVisit(doctor: Caller, encounterId: string): Promise<number> {
  const code = { system: 'http://hl7.org/fhir/sid/icd-10', code: 'J06.9', display: 'Nhiễm khuẩn hô hấp trên cấp' };
  const said = { findings: 'Họng đỏ, phổi không ran', code, plan: 'Uống nhiều nước, tái khám sau 5 ngày nếu không đỡ' };
  const { body } = await doctor.post(`/api/v1/encounters/${encounterId}/visit`, said);
  await doctor.post(`/api/v1/notes/${String(body.noteId)}/sign`, {}, { 'If-Match': `"${String(body.noteVersion)}"` });
  const medication = { system: 'http://www.whocc.no/atc', code: 'N02BE01', display: 'Paracetamol 500 mg' };
  const timing = { everyHours: 6, durationDays: 3 };
  const order = { kind: 'medication', medication, dose: { value: 500, unit: 'mg' }, route: 'oral', timing, sign: true };
  await doctor.post(`/api/v1/encounters/${encounterId}/orders`, order);
  const paper = await doctor.bytes(`/api/v1/encounters/${encounterId}/documents/prescription.pdf`);
  if (!paper.startsWith('%PDF')) throw new Error('the prescription was not printed');
  return Math.round(paper.length / 1024);
}

async function arrivals(registrar: Caller) {
  const wards = (await registrar.get('/api/v1/wards')).body.items as { id: string; code: string }[];
  return async (ward: string, ofClass: string, fullName: string, reason: string) => {
    const wardId = wards.find(({ code }) => code === ward)?.id ?? '';
    const { body: patient } = await registrar.post('/api/v1/patients', { fullName, sex: 'unknown', birthDate: '1970' });
    const arrival = { patientId: patient.id, class: ofClass, wardId, reason };
    const { body, tag } = await registrar.post('/api/v1/encounters', arrival);
    return { id: String(body.id), wardId, tag };
  };
}
