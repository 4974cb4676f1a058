import { availableParallelism } from 'node:os';
import {
  bool,
  demoPassword,
  list,
  networks,
  oneOf,
  origin,
  pattern,
  secret,
  secretOf32,
  setting,
  text,
  whole,
} from './setting.js';
import { AUDIT_SETTINGS } from './audit-settings.js';
import { CARE_SETTINGS } from './care-settings.js';
import { DATABASE_SETTINGS } from './database-settings.js';
import { DOCUMENT_SETTINGS } from './document-settings.js';
import { DOWNTIME_SETTINGS } from './downtime-settings.js';
import { HL7_SETTINGS } from './hl7-settings.js';
import { FILE_SETTINGS } from './file-settings.js';
import { OUTGOING_SETTINGS } from './outgoing-settings.js';
import { OIDC_SETTINGS } from './oidc-settings.js';
import { RATE_LIMIT_SETTINGS } from './rate-limit-settings.js';
import { sealingKeys } from './sealing-keys.js';
import { SIGNATURE_SETTINGS } from './signature-settings.js';
import { STORAGE_SETTINGS } from './storage-settings.js';
import { TELEMETRY_SETTINGS } from './telemetry-settings.js';
import { TLS_SETTINGS } from './tls-settings.js';
import { trustedProxies } from './trusted-proxies.js';
import { WAREHOUSE_SETTINGS } from './warehouse-settings.js';

/** Every setting of the service. `.env.example` is made from this table, and nothing else reads the environment. */
export const SETTINGS = {
  port: setting('PORT', '3000', 'TCP port the service listens on.', whole(0, 65535)),
  host: setting('HOST', '127.0.0.1', 'Address to listen on; 0.0.0.0 for every interface.', text),
  ...TLS_SETTINGS,
  workers: setting(
    'WORKERS',
    '0',
    'Worker processes behind the one port; 0 means one for each core.',
    (value) => whole(0, 256)(value) || availableParallelism(),
  ),
  dataDir: setting('DATA_DIR', 'data', 'Folder of the embedded database and the generated secrets.', text),
  ...STORAGE_SETTINGS,
  ...DATABASE_SETTINGS,
  requestTimeoutMs: setting(
    'REQUEST_TIMEOUT_MS',
    '30000',
    'A request that is not whole by then is ended, in milliseconds.',
    whole(1000, 600_000),
  ),
  requestsAtOnce: setting(
    'REQUESTS_AT_ONCE',
    '400',
    'Requests that each worker works on at once; reports are refused from an eighth of it, lists from a quarter, reading from a half.',
    whole(16, 100_000),
  ),
  workerStuckSeconds: setting(
    'WORKER_STUCK_SECONDS',
    '20',
    'A worker that says nothing for this long is ended and replaced; 0 for never.',
    whole(0, 3600),
  ),
  bodyLimitBytes: setting('BODY_LIMIT_BYTES', '1048576', 'Largest request body, in bytes.', whole(1024, 104_857_600)),
  tokenSecret: secret(
    'TOKEN_SECRET',
    'Signs access tokens; at least 32 characters. With the embedded database it is made on first start.',
    secretOf32,
  ),
  tokenSecretAccepted: secret(
    'TOKEN_SECRET_ACCEPTED',
    'A secret whose tokens are taken as well, while the secret is replaced: first the next one, then the one before.',
    secretOf32,
  ),
  secondFactor: setting(
    'SECOND_FACTOR',
    undefined,
    'everyone: everybody needs an authenticator; required: auditors, privacy officers and administrators; optional: nobody must. Default: required, but optional with the demo hospital.',
    oneOf('everyone', 'required', 'optional'),
  ),
  secondFactorKeys: secret(
    'SECOND_FACTOR_KEYS',
    'Keys that seal the seeds of authenticators, PINs and badges, as version:base64 of 32 bytes, comma separated; the last seals. Default: made on first start, second-factor-keys in DATA_DIR.',
    sealingKeys,
  ),
  ...SIGNATURE_SETTINGS,
  ...DOCUMENT_SETTINGS,
  ...TELEMETRY_SETTINGS,
  ...DOWNTIME_SETTINGS,
  ...WAREHOUSE_SETTINGS,
  ...HL7_SETTINGS,
  ...OUTGOING_SETTINGS,
  ...FILE_SETTINGS,
  ...OIDC_SETTINGS,
  accessTokenMinutes: setting('ACCESS_TOKEN_MINUTES', '10', 'Life of an access token, in minutes.', whole(1, 60)),
  sessionHours: setting('SESSION_HOURS', '12', 'Life of a sign-in without signing in again, in hours.', whole(1, 168)),
  shiftHours: setting(
    'SHIFT_HOURS',
    undefined,
    'Hours after a full sign-in in which PIN and badge open enrolled terminals; at most SESSION_HOURS, which is the default.',
    whole(1, 168),
  ),
  sessionIdleMinutes: setting(
    'SESSION_IDLE_MINUTES',
    '120',
    'A sign-in that was not used for this long asks for the password again, in minutes.',
    whole(10, 1440),
  ),
  firstPasswordHours: setting(
    'FIRST_PASSWORD_HOURS',
    '72',
    'A password that somebody else set (at hiring, after a reset) is good for its first sign-in this long, in hours.',
    whole(1, 720),
  ),
  seedDemo: setting(
    'SEED_DEMO',
    undefined,
    'Fill an empty database with the demo hospital. Default: only with the embedded database.',
    bool,
  ),
  demoPassword: setting(
    'DEMO_PASSWORD',
    'BenhAn-2026',
    'Password of the demo accounts, at least 10 characters.',
    demoPassword,
  ),
  hospitalCode: setting(
    'HOSPITAL_CODE',
    '79016',
    'Facility code (mã CSKCB): 5 digits, the first two the province.',
    pattern(/^\d{5}$/, 'must be 5 digits'),
  ),
  hospitalName: setting('HOSPITAL_NAME', 'Bệnh viện Đa khoa Demo', 'Name of the hospital.', text),
  publicUrl: setting(
    'PUBLIC_URL',
    undefined,
    'Where callers reach the service, such as https://emr.benhvien.vn; machine clients sign for it. Absent: they get tokens only where they call it localhost.',
    origin,
  ),
  trustProxy: setting(
    'TRUST_PROXY',
    'loopback',
    'Proxies whose X-Forwarded-* headers are believed: addresses and ranges such as 10.1.4.2 or 10.1.4.0/28, comma separated; loopback is this machine.',
    trustedProxies,
  ),
  clientJwksHttp: setting(
    'CLIENT_JWKS_HTTP',
    'false',
    "Take machine clients' keys from http addresses too, in a closed hospital network.",
    bool,
  ),
  keySetNetworks: setting(
    'KEY_SET_NETWORKS',
    '',
    "Networks that machine clients' keys are fetched from, such as 10.20.0.0/16, comma separated; no other is asked then. Default: all but this machine, link-local and reserved ones.",
    networks,
  ),
  ...RATE_LIMIT_SETTINGS,
  corsOrigins: setting(
    'CORS_ORIGINS',
    '',
    'Origins of browser applications allowed to call, comma separated; none by default.',
    list,
  ),
  logLevel: setting(
    'LOG_LEVEL',
    'info',
    'trace, debug, info, warn, error, fatal or silent.',
    oneOf('trace', 'debug', 'info', 'warn', 'error', 'fatal', 'silent'),
  ),
  logFormat: setting(
    'LOG_FORMAT',
    'auto',
    'json for machines, pretty for people; auto is pretty on a terminal.',
    (value) => {
      const chosen = oneOf('auto', 'json', 'pretty')(value);
      return chosen === 'auto' ? (process.stdout.isTTY ? 'pretty' : 'json') : chosen;
    },
  ),
  terminalIdleMinutes: setting(
    'TERMINAL_IDLE_MINUTES',
    '10',
    'A sign-in at an enrolled terminal is locked when nobody used it for this long, in minutes.',
    whole(1, 120),
  ),
  ...CARE_SETTINGS,
  ...AUDIT_SETTINGS,
  radarEveryMinutes: setting(
    'RADAR_EVERY_MINUTES',
    '5',
    'Look for snooping in what has settled in the audit trail this often, in minutes; 0 for only on demand.',
    whole(0, 1440),
  ),
  metrics: setting(
    'METRICS',
    'token',
    'token: /metrics asks for METRICS_TOKEN as a bearer token; open: it answers everybody.',
    oneOf('token', 'open'),
  ),
  metricsToken: secret(
    'METRICS_TOKEN',
    'What the monitoring shows at /metrics. Default: made on first start, metrics-token in DATA_DIR.',
    text,
  ),
  docs: setting(
    'DOCS',
    'on',
    'on: /docs and /openapi.json answer everybody; off: they do not exist.',
    oneOf('on', 'off'),
  ),
  passwordMemoryKib: setting(
    'PASSWORD_MEMORY_KIB',
    '19456',
    'Memory argon2id spends on a password, in KiB (OWASP 2024: 19456).',
    whole(1024, 1_048_576),
  ),
} as const;

export type Settings = { readonly [K in keyof typeof SETTINGS]: ReturnType<(typeof SETTINGS)[K]['parse']> };

/** Nest injection token of the loaded {@link Settings}. */
export const SETTINGS_TOKEN = Symbol('Settings');
