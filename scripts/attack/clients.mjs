// What people with an account and a right token try over HTTP: senders they make up, addresses spelled otherwise, fields that are not theirs,
// answers meant for others. Each role is tried, since what is let in is decided for each.
import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { newest, someoneAt, toldSince } from './doors.mjs';

const ROLES = [
  ...['doctor', 'nurse', 'head-nurse', 'department-head', 'trainee', 'clinic-doctor', 'emergency-nurse', 'pharmacist'],
  ...['lab', 'radiographer', 'registrar', 'records-officer', 'auditor', 'privacy-officer', 'admin'],
];
/** Who has no ward of that patient, and whose work is not with all of them. */
const STRANGERS = ['clinic-doctor', 'emergency-nurse'];

/** A request whose path goes out as it is written. */
async function raw(hospital, method, path, role, headers = {}) {
  const { hostname, port } = new URL(hospital.url);
  const authorization = role ? { Authorization: `Bearer ${await hospital.token(role)}` } : {};
  return new Promise((resolve, reject) => {
    const asked = request({ hostname, port, method, path, headers: { ...authorization, ...headers } }, (answer) => {
      let text = '';
      answer.setEncoding('utf8');
      answer.on('data', (part) => (text += part));
      answer.on('end', () => resolve({ status: answer.statusCode, headers: answer.headers, text }));
    });
    asked.setTimeout(10_000, () => asked.destroy(new Error(`no answer to ${method} ${path}`)));
    asked.on('error', reject);
    asked.end();
  });
}

const wrongFor = (name, list) => {
  if (list.length > 0) console.log(`        ${name}: ${list.join('; ')}`);
  return list.length === 0;
};

// X-Forwarded-For is believed of this machine's own proxy (TRUST_PROXY), as which whoever plays here connects.
const MADE_UP = {
  Forwarded: 'for=203.0.113.7;proto=https',
  'X-Real-IP': '203.0.113.7',
  'X-Client-IP': '203.0.113.7',
  'X-Request-Id': 'another-request',
  'X-User': 'admin',
  'X-Role': 'admin',
  'X-Purpose-Of-Use': 'HOPERAT',
};

const sender = {
  name: 'everybody: a sender made up in headers (the trail has the connection’s address, our id and who it is)',
  isShort: true,
  run: async (hospital) => {
    const { patientId } = await someoneAt(hospital);
    const wrong = [];
    for (const role of ROLES) {
      const since = await newest(hospital);
      await raw(hospital, 'GET', `/api/v1/patients/${patientId}`, role, MADE_UP);
      const told = await hospital.rows(
        'SELECT username, host(address) AS address, request_id AS id, detail FROM audit.event WHERE id > $1 AND patient_id = $2',
        [since, patientId],
      );
      const isTrue = told.every(
        ({ username, address, id }) =>
          username === role && /^(127\.0\.0\.1|::1)$/.test(address) && id !== 'another-request',
      );
      if (told.length === 0 || !isTrue) wrong.push(`${role} ${JSON.stringify(told)}`);
    }
    return wrongFor('told otherwise', wrong);
  },
};

const spellings = (id) => [
  `/api/v1/patients/${id}/chart/`,
  `//api/v1/patients/${id}/chart`,
  `/api//v1/patients/${id}/chart`,
  `/API/V1/PATIENTS/${id}/CHART`,
  `/api/v1/patients/${id.toUpperCase()}/chart`,
  `/api/v1/patients/%${id.charCodeAt(0).toString(16)}${id.slice(1)}/chart`,
  `/api/v1/wards/../patients/${id}/chart`,
  `/api/v1/wards/%2e%2e/patients/${id}/chart`,
  `/api/v1/patients/${id};v=1/chart`,
  `/api/v1/patients/${id}%2fchart`,
  `/api/v1/patients/${id}/chart%00`,
  `/api/v1/patients/${id}/chart?patientId=${randomUUID()}`,
  `http://other.example/api/v1/patients/${id}/chart`,
  `/fhir/R4/Patient/${id}/_history/1`,
  `/fhir/R4/patient/${id}`,
  `/fhir/R4/Patient/${id}/$everything`,
  `/fhir/R4//Patient/${id}`,
];

const spelled = {
  name: 'stranger: addresses of a chart spelled otherwise (shows nobody)',
  isShort: true,
  run: async (hospital) => {
    const { patientId, mrn, fullName } = await someoneAt(hospital);
    const wrong = [];
    for (const role of STRANGERS) {
      for (const path of spellings(patientId)) {
        for (const method of ['GET', 'HEAD']) {
          const { status, text } = await raw(hospital, method, path, role);
          if (status < 300 || status >= 500 || text.includes(mrn) || text.includes(fullName))
            wrong.push(`${role} ${method} ${path} ${status}`);
        }
      }
    }
    return wrongFor('open', wrong);
  },
};

const overridden = {
  name: 'nurse: another method in headers or address (nothing but what was asked happens)',
  isShort: true,
  run: async (hospital) => {
    const { patientId } = await someoneAt(hospital);
    const path = `/api/v1/patients/${patientId}`;
    const version = async () =>
      (await hospital.rows('SELECT version FROM patient WHERE id = $1', [patientId]))[0].version;
    const before = await version();
    const wrong = [];
    for (const header of ['X-HTTP-Method-Override', 'X-HTTP-Method', 'X-Method-Override']) {
      const { status } = await raw(hospital, 'GET', path, 'nurse', { [header]: 'DELETE' });
      if (status !== 200) wrong.push(`${header} ${status}`);
    }
    for (const method of ['TRACE', 'CONNECT', 'PUT', 'DELETE', 'PROPFIND']) {
      const { status } = await raw(hospital, method, `${path}?_method=GET`, 'nurse').catch(() => ({ status: 400 }));
      if (status < 400 || status >= 500) wrong.push(`${method} ${status}`);
    }
    if ((await version()) !== before) wrong.push('the patient changed');
    return wrongFor('did otherwise', wrong);
  },
};

const FIELDS = {
  id: '019a0000-0000-7000-8000-000000000009',
  mrn: '99-000001',
  version: 9,
  createdAt: '2020-01-01T00:00:00Z',
  createdBy: '019a0000-0000-7000-8000-000000000009',
  status: 'merged',
  // In brackets it is a name as any other.
  ['__proto__']: { isAdmin: true },
  constructor: { prototype: { isAdmin: true } },
  patientId: '019a0000-0000-7000-8000-000000000009',
};

const fields = {
  name: 'registrar: fields that are not the caller’s to give (refused, and nobody is registered)',
  isShort: true,
  run: async (hospital) => {
    const count = async () => (await hospital.rows('SELECT count(*)::int AS n FROM patient'))[0].n;
    const before = await count();
    const wrong = [];
    const Authorization = `Bearer ${await hospital.token('registrar')}`;
    for (const [name, value] of Object.entries(FIELDS)) {
      const body = `{"fullName":"Trần Thị Thêm","sex":"female",${JSON.stringify(name)}:${JSON.stringify(value)}}`;
      const { status } = await fetch(`${hospital.url}/api/v1/patients`, {
        method: 'POST',
        headers: { Authorization, 'Content-Type': 'application/json' },
        body,
      });
      if (status !== 400) wrong.push(`${name} ${status}`);
    }
    if ((await count()) !== before) wrong.push('somebody was registered');
    return wrongFor('taken', wrong);
  },
};

const replayed = {
  name: 'everybody: a retry under another’s Idempotency-Key (is not given their answer)',
  isShort: true,
  run: async (hospital) => {
    const { id, patientId } = await someoneAt(hospital);
    const path = `/api/v1/encounters/${id}/vitals`;
    const key = { 'Idempotency-Key': randomUUID() };
    const made = await hospital.post(path, { heartRate: 83 }, 'nurse', key);
    const own = JSON.parse(made.text).id;
    const wrong = made.status === 201 ? [] : [`nurse ${made.status}`];
    for (const role of ROLES.filter((one) => one !== 'nurse')) {
      const since = await newest(hospital);
      const { text } = await hospital.post(path, { heartRate: 83 }, role, key);
      if (text.includes(own)) wrong.push(`${role} was given it`);
      if ((await toldSince(hospital, since, patientId, role)).length === 0) wrong.push(`${role} is not on the trail`);
    }
    return wrongFor('replayed', wrong);
  },
};

const conditional = {
  name: 'doctor: a chart asked for by HEAD, in part, or only if it changed (each is on the trail)',
  isShort: true,
  run: async (hospital) => {
    const { patientId } = await someoneAt(hospital);
    const path = `/api/v1/patients/${patientId}/chart`;
    const { headers } = await raw(hospital, 'GET', path, 'doctor');
    const ways = [
      ['HEAD', {}],
      ['GET', { Range: 'bytes=0-20' }],
      ['GET', { 'If-None-Match': headers.etag ?? '*' }],
      ['GET', { 'If-None-Match': '*' }],
      ['GET', { 'If-Modified-Since': new Date(Date.now() + 86_400_000).toUTCString() }],
      ['GET', { Accept: 'text/html' }],
      ['GET', { Accept: 'image/png' }],
    ];
    const wrong = [];
    for (const [method, more] of ways) {
      const since = await newest(hospital);
      const { status, text } = await raw(hospital, method, path, 'doctor', more);
      const told = await toldSince(hospital, since, patientId, 'doctor');
      const shows = method === 'HEAD' ? status < 400 : text.includes(patientId) || status === 304 || status === 206;
      if (shows && !told.some(({ kind }) => kind === 'read')) wrong.push(`${method} ${JSON.stringify(more)} ${status}`);
    }
    return wrongFor('not told', wrong);
  },
};

const counted = {
  name: 'stranger: FHIR searches that count, chain or include (nobody, not even a number)',
  isShort: true,
  run: async (hospital) => {
    const { patientId, mrn, fullName } = await someoneAt(hospital);
    const by = encodeURIComponent(fullName);
    const paths = [
      `/fhir/R4/Observation?patient=${patientId}&_summary=count`,
      `/fhir/R4/Observation?patient=${patientId}&_total=accurate&_count=0`,
      `/fhir/R4/Observation?subject:Patient.name=${by}`,
      `/fhir/R4/Patient?_id=${patientId}&_revinclude=Observation:patient`,
      `/fhir/R4/Patient?identifier=${encodeURIComponent(mrn)}&_summary=count`,
      `/fhir/R4/Patient?_has:Observation:patient:code=8867-4&_id=${patientId}`,
      `/fhir/R4/Encounter?patient=${patientId}&_include=Encounter:patient`,
      `/fhir/R4/Condition?patient=${patientId}&_elements=id`,
      `/fhir/R4/MedicationRequest?patient=${patientId}&_count=1&_offset=0`,
      `/fhir/R4/Observation/_history?patient=${patientId}`,
    ];
    const wrong = [];
    for (const role of STRANGERS) {
      for (const path of paths) {
        const { status, text } = await raw(hospital, 'GET', path, role);
        const total = status < 300 ? JSON.parse(text).total : undefined;
        const shows =
          status < 300 &&
          ((text.includes(mrn) && !path.includes(mrn)) || text.includes('"resourceType":"Observation"') || total > 0);
        if (shows || status >= 500) wrong.push(`${role} ${path} ${status} ${total ?? ''}`);
      }
    }
    return wrongFor('told', wrong);
  },
};

const cursors = {
  name: 'everybody: a cursor of another’s list, or one made up (shows no stranger, and is no fault of ours)',
  isShort: true,
  run: async (hospital) => {
    const { patientId, fullName } = await someoneAt(hospital);
    const first = await raw(hospital, 'GET', '/api/v1/patients?limit=1', 'registrar');
    const given = new URL(JSON.parse(first.text).next ?? '/?cursor=x', hospital.url).searchParams.get('cursor') ?? 'x';
    const made = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const all = [
      given,
      ...[
        [null, null],
        ['', '00000000-0000-0000-0000-000000000000'],
        [{}, []],
        ["' OR true --", 1],
        [1e400, 'x'],
      ].map(made),
      made(['\u0000', patientId]),
      'x'.repeat(4000),
      '%F0%28%8C%28',
    ];
    const wrong = [];
    for (const role of ROLES) {
      for (const list of ['/api/v1/patients', '/api/v1/tasks', '/api/v1/audit/events', '/api/v1/orders']) {
        for (const cursor of all) {
          const { status, text } = await raw(hospital, 'GET', `${list}?limit=2&cursor=${cursor}`, role);
          if (status >= 500) wrong.push(`${role} ${list} ${cursor.slice(0, 20)} ${status}`);
          if (STRANGERS.includes(role) && status < 300 && text.includes(fullName)) wrong.push(`${role} ${list} shows`);
        }
      }
    }
    return wrongFor('answered', wrong);
  },
};

const asMother = {
  name: 'stranger: how old somebody is, asked by naming them as a mother (each answer is on their trail)',
  isShort: true,
  run: async (hospital) => {
    const { patientId: motherId } = await someoneAt(hospital);
    const since = await newest(hospital);
    const wrong = [];
    for (const year of [1900, 1950, 2024]) {
      const child = {
        fullName: 'Trần Thị Dò',
        sex: 'female',
        newborn: { motherId, bornAt: `${year}-01-02T03:04:05Z` },
      };
      const { status, text } = await hospital.post('/api/v1/patients', child, 'clinic-doctor');
      if (status !== 400 && status !== 201) wrong.push(`${year} ${status} ${text}`);
    }
    const told = await toldSince(hospital, since, motherId, 'clinic-doctor');
    if (told.length !== 3) wrong.push(`told ${told.length} times`);
    return wrongFor('asked', wrong);
  },
};

export const clientAttacks = [asMother, sender, spelled, overridden, fields, replayed, conditional, counted, cursors];
