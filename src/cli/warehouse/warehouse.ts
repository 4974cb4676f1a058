import { parseArgs } from 'node:util';
import { fill, type Language } from '../../kernel/language.js';
import { reportText } from '../../platform/audit/verification/report.js';
import { waitingForLead } from '../../platform/database/advisory-locks.js';
import type { Session } from '../../platform/database/session.js';
import { settingsOfThisMachine } from '../../server/environment.js';
import { StartError } from '../../server/start-error.js';
import { LANGUAGE_OPTION, languageOf } from '../language.js';
import { USAGE } from '../usage.js';
import { addHospital, reconnectHospital } from './add.js';
import { FACILITY } from './city-tables.js';
import { migrateCopy, notedBefore, standingStill } from './copies.js';
import { initWarehouse } from './init.js';
import { facilitiesOf, type Facility, run, within } from './place.js';
import { refreshFacility } from './refresh.js';
import { type FacilityStatus, statusOf } from './status.js';
import { keepCheckpoint, verifyFacility, verifyReadings } from './verify.js';
import { refusal } from './warehouse-error.js';
import { STATE_WORDS, UNKNOWN_NUMBER, WAREHOUSE_WORDS } from './warehouse.words.js';

interface Asked {
  readonly warehouseUrl: string;
  readonly hospitalUrl?: string;
  readonly code?: string;
  readonly keys: readonly string[];
  readonly witnesses: readonly string[];
  readonly archives?: string;
  readonly isAnew: boolean;
  readonly isJson: boolean;
  readonly say: (what: keyof typeof WAREHOUSE_WORDS, values?: Readonly<Record<string, unknown>>) => void;
  readonly language: Language;
}

/**
 * The warehouse of a city: copies of its hospitals, and what is asked across them.
 * @returns exit code 0: done, or all well; 1: something is to be seen to, as it says
 */
export async function runWarehouse(words: readonly string[]): Promise<number> {
  const { command, asked } = parse(words);
  const acts: Readonly<Record<string, (asked: Asked) => Promise<number>>> = {
    init,
    add,
    reconnect,
    migrate,
    refresh,
    verify,
    status,
  };
  const act = Object.hasOwn(acts, command) ? acts[command] : undefined;
  if (!act || (command === 'add' || command === 'reconnect') !== (asked.code !== undefined)) {
    throw new StartError(`Usage: ${USAGE.warehouse}`);
  }
  return act(asked);
}

function parse(words: readonly string[]): { command: string; asked: Asked } {
  const { positionals, values } = parsed(words);
  const [command = '', code, ...more] = positionals;
  if (more.length > 0) throw new StartError(`Usage: ${USAGE.warehouse}`);
  if (code !== undefined && !FACILITY.test(code)) refusal('badCode', { code });
  const { warehouseUrl, warehouseHospitalUrl: hospitalUrl } = settingsOfThisMachine();
  if (!warehouseUrl) refusal('unset', { name: 'WAREHOUSE_URL' });
  const language = languageOf(values.language);
  const say: Asked['say'] = (what, filled = {}) => console.log(fill(WAREHOUSE_WORDS[what][language], filled, language));
  const { key: keys, witness: witnesses, archive: archives, anew: isAnew, json: isJson } = values;
  return {
    command,
    asked: { warehouseUrl, hospitalUrl, code, keys, witnesses, archives, isAnew, isJson, say, language },
  };
}

function parsed(words: readonly string[]) {
  try {
    return parseArgs({
      args: [...words],
      allowPositionals: true,
      options: {
        key: { type: 'string', multiple: true, default: [] },
        witness: { type: 'string', multiple: true, default: [] },
        archive: { type: 'string' },
        anew: { type: 'boolean', default: false },
        json: { type: 'boolean', default: false },
        language: LANGUAGE_OPTION,
      },
    });
  } catch (error) {
    throw new StartError(`${(error as Error).message} Usage: ${USAGE.warehouse}`);
  }
}

const log = (line: string) => void process.stderr.write(`${line}\n`);
const toTenth = (seconds: number): number => Math.round(seconds * 10) / 10;

async function init({ warehouseUrl, say }: Asked): Promise<number> {
  const { database, needsRestart } = await initWarehouse(warehouseUrl);
  if (needsRestart) say('restart');
  say('made', { database });
  return 0;
}

async function add({ warehouseUrl, hospitalUrl, code = '', isAnew, say }: Asked): Promise<number> {
  if (!hospitalUrl) refusal('unset', { name: 'WAREHOUSE_HOSPITAL_URL' });
  await alone(warehouseUrl, async () => {
    const asked = { code, isAnew };
    const { database, tables, seconds, lost } = await addHospital(warehouseUrl, hospitalUrl, asked, log);
    say('added', { code, database, tables, seconds: toTenth(seconds) });
    if (lost) say('lost', { code, events: lost.size, note: lost.note });
  });
  return 0;
}

async function reconnect({ warehouseUrl, hospitalUrl, code = '', say }: Asked): Promise<number> {
  if (!hospitalUrl) refusal('unset', { name: 'WAREHOUSE_HOSPITAL_URL' });
  await alone(warehouseUrl, async (_, facilities) => {
    const facility = facilities.find((one) => one.code === code) ?? refusal('unknownHospital', { code });
    await reconnectHospital(warehouseUrl, hospitalUrl, facility);
    say('reconnected', { code });
  });
  return 0;
}

async function migrate({ warehouseUrl, say }: Asked): Promise<number> {
  await initWarehouse(warehouseUrl);
  await alone(warehouseUrl, async (warehouse, facilities) => {
    for (const facility of facilities) {
      const work = () => migrateCopy(warehouseUrl, facility.database, warehouse, log);
      const isTidy = async () => (await notedBefore(warehouse.query, facility.database)) === undefined;
      say('migrated', { code: facility.code, count: await standingStill(warehouseUrl, facility, work, isTidy) });
    }
    say('nowHospitals');
  });
  return 0;
}

async function refresh({ warehouseUrl, say }: Asked): Promise<number> {
  let isAway = false;
  await alone(warehouseUrl, async (warehouse, facilities) => {
    if (facilities.length === 0) say('none');
    for (const facility of facilities) {
      const { code } = facility;
      const { rows, seconds, away } = await refreshFacility(warehouse, warehouseUrl, facility);
      say('refreshed', { code, rows, seconds: toTenth(seconds) });
      if (away) say('notAsked', { code, reason: away });
      isAway ||= away !== undefined;
    }
  });
  return isAway ? 1 : 0;
}

/** @returns 0: all intact; 1: one is tampered with, or could not be proven */
async function verify({ warehouseUrl, keys, witnesses, archives, isJson, say }: Asked): Promise<number> {
  let isWhole = true;
  const told: object[] = [];
  await alone(warehouseUrl, async (warehouse, facilities) => {
    for (const facility of facilities) {
      const { code, name } = facility;
      const report = await verifyFacility(warehouseUrl, facility, { keys, witnesses, archives });
      isWhole &&= report.verdict === 'intact';
      if (report.verdict !== 'tampered') await keepCheckpoint(warehouse.query, warehouseUrl, facility);
      told.push({ code, ...report });
      if (isJson) continue;
      say('verified', { code, name });
      console.log(reportText(report));
    }
    const { readings, broken, head } = await verifyReadings(warehouse.query);
    isWhole &&= broken === null;
    if (isJson) console.log(JSON.stringify({ hospitals: told, readings: { readings, broken, head } }, null, 2));
    else if (broken !== null) say('readingsBroken', { broken });
    else say(readings > 0 ? 'readings' : 'noReadings', { readings, head });
  });
  return isWhole ? 0 : 1;
}

async function status({ warehouseUrl, isJson, say, language }: Asked): Promise<number> {
  return within(warehouseUrl, async ({ query }) => {
    const facilities = (await facilitiesOf(query)) ?? refusal('noWarehouse', {});
    const found: FacilityStatus[] = [];
    for (const facility of facilities) found.push(await statusOf(query, warehouseUrl, facility));
    if (isJson) console.log(JSON.stringify({ at: new Date().toISOString(), hospitals: found }, null, 2));
    else if (found.length === 0) say('none');
    else for (const one of found) tell(one, say, language);
    return found.every(({ state, pending, hospitalAhead }) => state === 'follows' && pending + hospitalAhead === 0)
      ? 0
      : 1;
  });
}

function tell(one: FacilityStatus, say: Asked['say'], language: Language): void {
  const known = (value: number | null) => (value === null ? UNKNOWN_NUMBER[language] : toTenth(value));
  const state = fill(STATE_WORDS[one.state][language], { tablesLeft: one.tablesLeft }, language);
  const [heard, newest] = [known(one.heardSeconds), known(one.newestEventSeconds)];
  say('status', { ...one, state, heard, newest, refreshed: known(one.refreshedMinutes) });
  if (one.pending > 0) say('pending', { pending: one.pending });
  if (one.hospitalAhead > 0) say('hospitalAhead');
  if (one.state === 'fails') say('failing', { failures: one.failures });
  if (one.state === 'away') say('away');
}

/** One command at a time changes a warehouse; another waits. */
function alone<T>(
  warehouseUrl: string,
  work: (warehouse: Session, facilities: readonly Facility[]) => Promise<T>,
): Promise<T> {
  return within(warehouseUrl, async (warehouse) => {
    await run(warehouse.query, waitingForLead('migrating'));
    const facilities = (await facilitiesOf(warehouse.query)) ?? refusal('noWarehouse', {});
    return work(warehouse, facilities);
  });
}
