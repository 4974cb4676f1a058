// Tokens that this hospital never gave, or gave for something else, and keys and assertions of machines: none opens a door.
import { createHmac, generateKeyPairSync, randomBytes, randomUUID, sign } from 'node:crypto';
import { newest, someoneAt, toldSince } from './doors.mjs';

const part = (value) => Buffer.from(JSON.stringify(value)).toString('base64url');
const read = (text) => JSON.parse(Buffer.from(text, 'base64url').toString('utf8'));
const signed = (header, claims, secret, hash = 'sha256') => {
  const text = `${part(header)}.${part(claims)}`;
  return `${text}.${createHmac(hash, secret).update(text).digest('base64url')}`;
};

/** Tokens that are no access tokens of this hospital. Where `secret` is used, it has been stolen. */
const TOKENS = {
  'another hospital’s token': ({ header, claims }) => signed(header, claims, randomBytes(48).toString('base64')),
  'a token without a signature': ({ header, claims }) => `${part({ ...header, alg: 'none' })}.${part(claims)}.`,
  'a token whose signature was cut off': ({ token }) => token.split('.').slice(0, 2).join('.') + '.',
  'a token with another’s claims': ({ token, claims }) =>
    token.replace(/\.[^.]+\./, `.${part({ ...claims, role: 'admin' })}.`),
  'a token of another hospital with the same secret': ({ header, claims, secret }) =>
    signed(header, { ...claims, sid: randomUUID() }, secret),
  'a token of somebody else’s session': ({ header, claims, secret }) =>
    signed(header, { ...claims, sub: randomUUID() }, secret),
  'a token of another role than its session’s': ({ header, claims, secret }) =>
    signed(header, { ...claims, role: 'privacy-officer' }, secret),
  'a token without an end': ({ header, claims: { exp: _, ...endless }, secret }) => signed(header, endless, secret),
  'a token whose end is a word': ({ header, claims, secret }) => signed(header, { ...claims, exp: 'never' }, secret),
  'a token that ended': ({ header, claims, secret }) => signed(header, { ...claims, exp: claims.iat - 1 }, secret),
  'a token that begins tomorrow': ({ header, claims, secret }) =>
    signed(header, { ...claims, nbf: claims.iat + 86_400 }, secret),
  'a token for somewhere else': ({ header, claims, secret }) => signed(header, { ...claims, aud: 'other' }, secret),
  'a token by somebody else': ({ header, claims, secret }) => signed(header, { ...claims, iss: 'other' }, secret),
  'a token signed another way': ({ header, claims, secret }) =>
    signed({ ...header, alg: 'HS512' }, claims, secret, 'sha512'),
  'a token that says no key': ({ header: { kid: _, ...header }, claims, secret }) => signed(header, claims, secret),
  'a token that brings its key along': ({ header, claims }) => {
    const own = randomBytes(32).toString('base64url');
    return signed({ ...header, kid: 'own', jwk: { kty: 'oct', k: own, kid: 'own' } }, claims, own);
  },
  'the challenge of a second step': ({ header, claims, secret }) =>
    signed(header, { ...claims, aud: 'benh-an/second-factor' }, secret),
  'a token of a machine that nobody knows': ({ header, claims, secret }) =>
    signed(header, { ...claims, kind: 'client', sub: randomUUID(), scope: 'system/*.cruds' }, secret),
  'a token of nobody': ({ header, claims: { iat, exp, iss, aud }, secret }) =>
    signed(header, { iat, exp, iss, aud }, secret),
};

/** Doors that look at a token: of routes, of FHIR, of what stays open, of what is sent in parts, and of who is signed in. */
const DOORS = {
  chart: ({ patientId }) => [`/api/v1/patients/${patientId}/chart`],
  'FHIR resource': ({ patientId }) => [`/fhir/R4/Patient/${patientId}`],
  stream: () => ['/api/v1/stream'],
  'own account': () => ['/api/v1/auth/me'],
  export: () => ['/api/v1/audit/export'],
  file: ({ patientId }) => {
    const body = new FormData();
    body.set('file', new Blob(['%PDF-1.7']), 'a.pdf');
    return [`/api/v1/patients/${patientId}/files`, { method: 'POST', body }];
  },
};

/** What of a token gets through: the doors that do not refuse it, and those of a patient whose trail does not tell of it. */
async function openTo(hospital, token) {
  const someone = await someoneAt(hospital);
  const open = [];
  for (const [door, of] of Object.entries(DOORS)) {
    const [path, more = {}] = of(someone);
    const since = await newest(hospital);
    const answer = await fetch(`${hospital.url}${path}`, {
      ...more,
      headers: { Authorization: `Bearer ${token}` },
      signal: AbortSignal.timeout(10_000),
    });
    await answer.body?.cancel();
    const told = path.includes(someone.patientId) ? await toldSince(hospital, since, someone.patientId, null) : [];
    const isTold = !path.includes(someone.patientId) || (told.length === 1 && told[0].kind === 'refusal');
    if (answer.status !== 401 || !isTold) open.push(`${door}: ${answer.status}${isTold ? '' : ', not told'}`);
  }
  return open;
}

const tokens = Object.entries(TOKENS).map(([name, make], at) => ({
  name: `stranger: ${name} (refused at every door, and on the patient’s trail)`,
  isShort: at % 3 === 0,
  run: async (hospital) => {
    const token = await hospital.token('doctor');
    const [header, claims] = token.split('.').slice(0, 2).map(read);
    const open = await openTo(hospital, make({ token, header, claims, secret: hospital.secret }));
    if (open.length > 0) console.log(`        ${open.join('; ')}`);
    return open.length === 0;
  },
}));

const secondStep = {
  name: 'stranger: an access token, or a forged challenge, at the second step of signing in (refused)',
  isShort: false,
  run: async (hospital) => {
    const token = await hospital.token('doctor');
    const [header, claims] = token.split('.').slice(0, 2).map(read);
    const challenge = { ...claims, aud: 'benh-an/second-factor', role: 'doctor', method: 'password', password: 'x' };
    const { exp: _, ...endless } = challenge;
    const given = [
      token,
      signed(header, challenge, randomBytes(48).toString('base64')),
      `${part({ ...header, alg: 'none' })}.${part(challenge)}.`,
      ...[challenge, endless].map((one) => signed(header, one, hospital.secret)),
    ];
    for (const one of given) {
      const body = { challenge: one, code: '000000' };
      if ((await hospital.post('/api/v1/auth/login/second-factor', body)).status !== 401) return false;
    }
    return true;
  },
};

const keysOf = (kid) => {
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-384' });
  return { kid, privateKey, jwk: { ...publicKey.export({ format: 'jwk' }), kid, alg: 'ES384', use: 'sig' } };
};

/** What a machine signs to say who it is. */
function assertionOf(clientId, aud, { kid, privateKey }, { claims = {}, header = {} } = {}) {
  const said = { iss: clientId, sub: clientId, aud, exp: seconds() + 120, jti: randomUUID(), ...claims };
  const text = `${part({ alg: 'ES384', kid, typ: 'JWT', ...header })}.${part(said)}`;
  return `${text}.${sign('sha384', Buffer.from(text), { key: privateKey, dsaEncoding: 'ieee-p1363' }).toString('base64url')}`;
}

const seconds = () => Math.floor(Date.now() / 1000);

async function tokenFor(hospital, assertion) {
  const body = new URLSearchParams({
    grant_type: 'client_credentials',
    client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer',
    client_assertion: assertion,
    scope: 'system/Patient.rs',
  });
  return (await fetch(`${hospital.url}/oauth2/token`, { method: 'POST', body })).status;
}

const aboutClient = (jwk) => ({
  name: 'LIS',
  purpose: 'Trả kết quả',
  contact: 'CNTT 0901234567',
  scopes: ['system/Patient.rs'],
  jwks: { keys: [jwk] },
});

const machine = {
  name: 'stranger: a machine with another hospital’s key, or what it signed for another (refused, and on the trail)',
  isShort: true,
  run: async (hospital) => {
    const [own, other] = [keysOf('own'), keysOf('own')];
    const made = JSON.parse((await hospital.post('/api/v1/clients', aboutClient(own.jwk), 'admin')).text);
    const here = `${hospital.url}/oauth2/token`;
    const waits = await tokenFor(hospital, assertionOf(made.clientId, here, own));
    await hospital.post(`/api/v1/clients/${made.id}/approve`, {}, 'privacy-officer', {
      'If-Match': `"${made.version}"`,
    });
    const since = await newest(hospital);
    const from = (more) => assertionOf(made.clientId, here, own, more);
    const once = randomUUID();
    const right = await tokenFor(hospital, from({ claims: { jti: once } }));
    const wrong = [
      assertionOf(made.clientId, here, other),
      assertionOf(made.clientId, 'https://other.example/oauth2/token', own),
      from({ claims: { jti: once } }),
      from({ claims: { exp: undefined } }),
      from({ claims: { exp: seconds() - 60 } }),
      from({ claims: { exp: seconds() + 86_400 } }),
      from({ claims: { nbf: seconds() + 3600 } }),
      from({ claims: { jti: undefined } }),
      from({ claims: { sub: randomUUID() } }),
      from({ header: { alg: 'none' } }),
      from({ header: { alg: 'HS256' } }),
      from({ header: { kid: 'other' } }),
      from({ header: { jku: 'https://other.example/keys' } }),
      from({ header: { crit: ['b64'], b64: false } }),
      assertionOf(made.clientId, here, { ...other, kid: 'brought' }, { header: { jwk: other.jwk } }),
      from().replace(/\.[^.]+$/, '.'),
    ];
    const answers = [];
    for (const one of wrong) answers.push(await tokenFor(hospital, one));
    const failed = await hospital.rows(`SELECT FROM audit.event WHERE id > $1 AND kind = 'sign-in-failed'`, [since]);
    const isRefused = [waits, ...answers].every((status) => status === 401 || status === 400);
    if (!isRefused || failed.length !== wrong.length)
      console.log(`        ${answers.join(' ')}, told ${failed.length}`);
    return isRefused && failed.length === wrong.length && right === 200;
  },
};

const weakKeys = {
  name: 'admin: keys of machines that anybody can sign for, or nobody (refused)',
  isShort: true,
  run: async (hospital) => {
    const rsa = {
      ...generateKeyPairSync('rsa', { modulusLength: 2048 }).publicKey.export({ format: 'jwk' }),
      kid: 'a',
    };
    const { jwk } = keysOf('a');
    const even = Buffer.from(rsa.n, 'base64url');
    even[even.length - 1] &= 0xfe;
    const off = Buffer.from(jwk.y, 'base64url');
    off[off.length - 1] ^= 1;
    const short = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey;
    const curve = generateKeyPairSync('ec', { namedCurve: 'P-256' }).publicKey;
    const weak = [
      ...['AQ', 'Aw', 'AQAA', 'AAEAAQ'].map((e) => ({ ...rsa, e })),
      { ...rsa, n: even.toString('base64url') },
      { ...jwk, y: off.toString('base64url') },
      { ...jwk, x: 'AA', y: 'AA' },
      ...[short, curve].map((key) => ({ ...key.export({ format: 'jwk' }), kid: 'a' })),
      { kty: 'oct', k: 'c2VjcmV0', kid: 'a' },
    ];
    for (const one of weak) {
      if ((await hospital.post('/api/v1/clients', aboutClient(one), 'admin')).status !== 400) return false;
    }
    return true;
  },
};

export const tokenAttacks = [...tokens, secondStep, machine, weakKeys];
