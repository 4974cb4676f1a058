// What comes through the doors of the running service: every print is on the trail, and live events tell a stranger of nobody.
import { setTimeout as sleep } from 'node:timers/promises';
import { FORM_NAMES, LABEL_NAMES } from '../../dist/views/documents/forms.js';
import { eventually } from './hospital.mjs';

const NEWEST = 'SELECT id FROM audit.event ORDER BY id DESC LIMIT 1';
export const newest = async ({ rows }) => (await rows(NEWEST))[0].id;

/** A patient who lies in a ward of nurse and doctor. */
export async function someoneAt(hospital, code = 'NOI') {
  const [found] = await hospital.rows(
    `SELECT e.id, e.patient_id AS "patientId", e.ward_id AS "wardId", p.mrn, p.full_name AS "fullName" FROM encounter e
       JOIN ward w ON w.id = e.ward_id JOIN patient p ON p.id = e.patient_id
      WHERE w.code = $1 AND e.status = 'in-progress' AND p.confidentiality = 'N' ORDER BY e.id LIMIT 1`,
    [code],
  );
  return found;
}

/** What stands on the trail of a patient since then, in the name of somebody. */
export const toldSince = (hospital, since, patientId, username) =>
  hospital.rows(
    `SELECT kind, detail->>'output' AS output, username FROM audit.event
      WHERE id > $1 AND (patient_id = $2 OR patient_ids @> ARRAY[$2]::uuid[]) AND ($3::text IS NULL OR username = $3)`,
    [since, patientId, username],
  );

/** One print: let in, it is on the trail as a print of that patient; refused by a right, as a refusal. */
async function isRecorded(hospital, path, patientId, role) {
  const since = await newest(hospital);
  const { status } = await hospital.get(path, role);
  const told = await toldSince(hospital, since, patientId, role);
  if (status === 200) return told.some(({ output }) => output === 'print');
  if (status === 403)
    return told.some(({ kind }) => kind === 'refusal') && !told.some(({ output }) => output === 'print');
  // A paper of which there is nothing yet.
  return status === 404 || status === 409;
}

const PEOPLE = [
  'doctor',
  'nurse',
  'head-nurse',
  'department-head',
  'trainee',
  'clinic-doctor',
  'emergency-nurse',
  'pharmacist',
  'lab',
  'radiographer',
];
const HOUSE = ['registrar', 'records-officer', 'auditor', 'privacy-officer', 'admin'];

const prints = ['doctor', ...HOUSE, ...PEOPLE.slice(1)].map((role, at) => ({
  name: `${role}: papers, labels and the whole record printed (each on the trail)`,
  isShort: at < 4,
  run: async (hospital) => {
    const { id, patientId } = await someoneAt(hospital);
    const forms = role === 'doctor' ? [...FORM_NAMES, ...LABEL_NAMES] : [FORM_NAMES[0], 'vital-signs', ...LABEL_NAMES];
    const paths = [
      ...forms.map((form) => `/api/v1/encounters/${id}/documents/${form}.pdf`),
      `/api/v1/patients/${patientId}/documents/record.pdf`,
      `/api/v1/patients/${patientId}/access-report?format=html`,
    ];
    for (const path of paths) {
      if (await isRecorded(hospital, path, patientId, role)) continue;
      console.log(`        ${path}`);
      return false;
    }
    return true;
  },
}));

/** What comes in on the live stream, as it comes. */
async function listenAs(hospital, role) {
  const ending = new AbortController();
  const headers = { Authorization: `Bearer ${await hospital.token(role)}` };
  const { status, body } = await fetch(`${hospital.url}/api/v1/stream`, { headers, signal: ending.signal });
  let text = '';
  const reading = (async () => {
    for await (const part of body) text += Buffer.from(part).toString('utf8');
  })().catch(() => undefined);
  return { status, text: () => text, stop: () => (ending.abort(), reading) };
}

const stream = {
  name: 'stranger: live events (of no other ward, and no patient by any name)',
  isShort: true,
  run: async (hospital) => {
    const { id, patientId, wardId, mrn, fullName } = await someoneAt(hospital);
    const own = await listenAs(hospital, 'nurse');
    const others = [await listenAs(hospital, 'emergency-nurse'), await listenAs(hospital, 'clinic-doctor')];
    const refused = await hospital.get('/api/v1/stream', 'auditor');
    try {
      const charted = await hospital.post(`/api/v1/encounters/${id}/vitals`, { heartRate: 81 }, 'nurse');
      await eventually(async () => own.text().includes(wardId), 10_000);
      await sleep(2500);
      const names = [patientId, mrn, fullName, id];
      const tellsNobody = [own, ...others].every(({ text }) => names.every((name) => !text().includes(name)));
      const since = await newest(hospital);
      const board = await hospital.get(`/api/v1/wards/${wardId}/board`, 'nurse');
      const read = await toldSince(hospital, since, patientId, 'nurse');
      return (
        charted.status === 201 &&
        tellsNobody &&
        others.every(({ text }) => !text().includes(wardId)) &&
        [403, 200].includes(refused.status) &&
        board.status === 200 &&
        read.some(({ kind }) => kind === 'list')
      );
    } finally {
      for (const one of [own, ...others]) await one.stop();
    }
  },
};

export const doorAttacks = [...prints, stream];
