import { takingLead } from '../../platform/database/advisory-locks.js';
import { parseArgs } from 'node:util';
import { hospitalDate, hospitalMidnight } from '../../kernel/hospital-time.js';
import type { Settings } from '../../platform/config/settings.js';
import { BulkSession } from '../../platform/database/bulk-session.js';
import { migrate } from '../../platform/database/migrate.js';
import { seedWhenEmpty } from '../../demo/seed.js';
import { Passwords } from '../../platform/security/passwords.js';
import { auditFiles } from '../../server/sealing.js';
import { StartError } from '../../server/start-error.js';
import { withDatabase, type Connections } from '../owner-database.js';
import { USAGE } from '../usage.js';
import { planOf, type Plan, type Wanted } from './plan.js';
import { Progress } from './progress.js';
import { sealAll } from './seal.js';
import { requireTrial, writtenOf, type Written } from './written.js';
import { writePlan } from './write.js';
import { elementAt } from '../../kernel/list.js';
import { firstRow } from '../../platform/database/rows.js';

/** From how many patients on one has a heavy record without being asked for. */
const HEAVY_FROM = 10_000;
const MOST_PATIENTS = 1_000_000;

/** Fills a trial database with a hospital's history; see docs/operators.md. */
export function runGenerate(words: readonly string[]): Promise<number> {
  const wanted = wantedOf(words);
  return withDatabase(async (connections, settings) => {
    await generate(connections, settings, wanted, process.stderr);
    return 0;
  });
}

/** @throws StartError when the database is not for trying, or holds another generated history, or this one whole */
export async function generate(
  { ownerUrl, appUrl, dataDir }: Pick<Connections, 'ownerUrl' | 'appUrl' | 'dataDir'>,
  settings: Settings,
  wanted: Wanted,
  stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>,
): Promise<void> {
  const say = (line: string) => stream.write(`  ${line}\n`);
  const session = await BulkSession.open(ownerUrl);
  try {
    await prepare(session, { ownerUrl, appUrl }, settings, say);
    const plan = planOf(wanted);
    const ask = wordsOf(wanted);
    say(`${ask}: ${plan.visits.toLocaleString('en-US')} encounters`);
    const written = await writtenOf(session, plan, ask);
    const progress = new Progress(stream, plan.visits, 'encounters');
    progress.skip(doneOf(plan, written));
    const passwordHash = await new Passwords(settings).hash(settings.demoPassword);
    const { hospitalCode } = settings;
    await writePlan({ ownerUrl, plan, written, ask, hospitalCode, passwordHash, progress });
    const { rows, seconds } = progress.result();
    say(`Wrote ${rows.toLocaleString('en-US')} rows, each with its audit event, in ${Math.round(seconds)} s`);
    await seal(session, ownerUrl, settings, dataDir, stream);
    for (const line of invitation(plan)) say(line);
  } finally {
    await session.close();
  }
}

/** Migrates and furnishes what is empty, and refuses what is not for trying. */
async function prepare(
  session: BulkSession,
  { ownerUrl, appUrl }: Pick<Connections, 'ownerUrl' | 'appUrl'>,
  settings: Settings,
  say: (line: string) => void,
): Promise<void> {
  const { empty } = firstRow(await session.query<{ empty: boolean }>(EMPTY));
  if (empty) await migrate({ ownerUrl, log: say });
  const { free } = firstRow(await session.query<{ free: boolean }>(takingLead('generating')));
  if (!free) throw new StartError('Another "emr generate" is at work on this database.');
  await requireTrial(session);
  const tokenSecret = settings.tokenSecret ?? 'unused here, where no token is issued';
  await seedWhenEmpty({ ...settings, databaseUrl: appUrl, tokenSecret, seedDemo: true }, say, { withNotes: false });
}

const EMPTY = `SELECT to_regclass('audit.event') IS NULL AS empty`;

const doneOf = ({ slices }: Plan, { charted }: Written): number =>
  slices.reduce((sum, slice, i) => sum + (charted[i] ? slice.length : 0), 0);

async function seal(
  session: BulkSession,
  ownerUrl: string,
  settings: Settings,
  dataDir: string,
  stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>,
): Promise<void> {
  if (settings.auditSealSeconds === 0) return;
  const { count } = firstRow(await session.query<{ count: string }>(UNSEALED));
  const progress = new Progress(stream, Number(count), 'events sealed');
  await sealAll(ownerUrl, auditFiles(settings, dataDir), progress);
  progress.say(`Sealed the trail in ${Math.round(progress.result().seconds)} s`);
}

const UNSEALED = `SELECT (SELECT count(*) FROM audit.event) - (SELECT count(*) FROM audit.leaf) AS count`;

function invitation({ hospital }: Plan): string[] {
  const [ward, clinic] = [elementAt(hospital.inpatient, 0), elementAt(hospital.clinics, 0)];
  const people = [ward.doctors, ward.nurses, clinic.doctors, hospital.laboratory].map((group) => elementAt(group, 0));
  return [
    `Sign in with the demo's password (DEMO_PASSWORD) as ${people.map(({ username }) => username).join(', ')},`,
    `who work in ${ward.name}, ${clinic.name} and the laboratory; everyone else: <role>-<ward code>-<number>.`,
  ];
}

const wholeOf = (text: string): number => (/^\d{1,9}$/.test(text) ? Number(text) : NaN);

function wantedOf(words: readonly string[]): Wanted {
  const { values } = parseArgs({
    args: [...words],
    options: {
      patients: { type: 'string' },
      years: { type: 'string', default: '5' },
      seed: { type: 'string', default: '1' },
      until: { type: 'string', default: hospitalDate() },
      'heavy-patient': { type: 'boolean', default: false },
    },
  });
  const [patients, years, seed] = [wholeOf(values.patients ?? ''), wholeOf(values.years), wholeOf(values.seed)];
  const until = hospitalMidnight(values.until).getTime();
  const isPast = /^\d{4}-\d\d-\d\d$/.test(values.until) && values.until <= hospitalDate() && !isNaN(until);
  if (!(patients >= 1 && patients <= MOST_PATIENTS && years >= 1 && years <= 30 && seed >= 0 && isPast)) {
    throw new StartError(`Usage: ${USAGE.generate}`);
  }
  return { patients, years, seed, until, heavyPatient: values['heavy-patient'] || patients >= HEAVY_FROM };
}

/** The words that make the same history again. */
function wordsOf({ patients, years, seed, until, heavyPatient }: Wanted): string {
  const heavy = heavyPatient && patients < HEAVY_FROM ? ' --heavy-patient' : '';
  return `--patients ${patients} --years ${years} --seed ${seed} --until ${hospitalDate(new Date(until))}${heavy}`;
}
