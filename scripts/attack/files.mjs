// Files that left the hospital, altered on the way: a backup, an export of the whole trail, an archived month.
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { BackupFolder } from '../../dist/platform/backup/backup-folder.js';
import { takeBaseBackup } from '../../dist/platform/backup/base-backup.js';
import { unpack } from '../../dist/platform/backup/restore.js';
import { newBackupKey } from '../../dist/platform/backup/sealed-stream.js';
import { attacked, keepEvidence } from './trail.mjs';

let sealed;
/** One backup, made once. */
async function aBackup(hospital) {
  if (sealed) return sealed;
  const { recipient, identity } = await newBackupKey();
  const place = join(hospital.home, 'backups');
  mkdirSync(place);
  const folder = new BackupFolder(place);
  const { superuserUrl, dataDir } = hospital;
  await takeBaseBackup({ superuserUrl, databaseFolder: dataDir, folder, recipient, hospitalCode: '79016' });
  sealed = { identity, recipient, place };
  return sealed;
}

let restored = 0;
/** Whether a backup is taken for whole. */
async function isTaken(hospital, place, identity) {
  const to = join(hospital.home, `restored-${(restored += 1)}`);
  return unpack({ folder: new BackupFolder(place), identity, to })
    .then(
      () => true,
      () => false,
    )
    .finally(() => rmSync(to, { recursive: true, force: true }));
}

const filesIn = (place) => readdirSync(place, { recursive: true, encoding: 'utf8' }).map((name) => join(place, name));
const archiveIn = (place) => filesIn(place).find((name) => name.endsWith('base.emrb'));
const manifestIn = (place) => filesIn(place).find((name) => name.endsWith('manifest.json'));

function flip(file, at) {
  const bytes = readFileSync(file);
  bytes[Math.floor(bytes.length * at)] ^= 1;
  writeFileSync(file, bytes);
}

const OF_A_BACKUP = {
  'a byte near its beginning': (place) => flip(archiveIn(place), 0.01),
  'a byte in its middle': (place) => flip(archiveIn(place), 0.5),
  'its last byte': (place) => flip(archiveIn(place), 0.9999999),
  'its end cut off': (place) => writeFileSync(archiveIn(place), readFileSync(archiveIn(place)).subarray(0, -70_000)),
  'a file of it left out of its list': (place) => {
    const manifest = JSON.parse(readFileSync(manifestIn(place), 'utf8'));
    writeFileSync(manifestIn(place), JSON.stringify({ ...manifest, files: manifest.files.slice(1) }));
  },
  'another hash in its list': (place) => {
    const { files, ...manifest } = JSON.parse(readFileSync(manifestIn(place), 'utf8'));
    const other = files.with(-1, { ...files.at(-1), sha256: '0'.repeat(64) });
    writeFileSync(manifestIn(place), JSON.stringify({ ...manifest, files: other }));
  },
};

/** Before there are copies of the database, which would all be in it. */
export const backupAttacks = Object.entries(OF_A_BACKUP).map(([name, alter], at) => ({
  name: `courier: a backup with ${name} altered (not restored)`,
  isShort: at === 1,
  run: async (hospital) => {
    const { place, identity } = await aBackup(hospital);
    const own = join(hospital.home, `backup-${at}`);
    cpSync(place, own, { recursive: true });
    const before = existsSync(archiveIn(own)) && statSync(archiveIn(own)).size > 0;
    alter(own);
    return (
      before && !(await isTaken(hospital, own, identity)) && (at !== 1 || (await isTaken(hospital, place, identity)))
    );
  },
}));

/** One export, made once. */
async function anExport(hospital) {
  const folder = join(hospital.home, 'whole');
  if (existsSync(folder)) return folder;
  const url = await attacked(hospital, 'SELECT');
  const done = hospital.emr(['audit', 'export', '--to', folder], url);
  if (done.status !== 0) throw new Error(done.output);
  return folder;
}
const linesOf = (file) => readFileSync(file, 'utf8').split('\n');

/** The whole trail as files, altered; the auditor has key and witness. */
const OF_AN_EXPORT = {
  'a name': (lines) =>
    lines.map((line, at) => (at === 20 ? line.replace(/"username":"[^"]*"/, '"username":"other"') : line)),
  'a line taken out': (lines) => lines.toSpliced(30, 1),
  'a line twice': (lines) => lines.toSpliced(30, 0, lines[30]),
  'two lines in each other’s place': (lines) => lines.toSpliced(30, 2, lines[31], lines[30]),
  'its newest lines cut off': (lines) => lines.slice(0, Math.floor(lines.length / 2)),
};

/** What the courier makes of other files of an export, or of all: [in the export's folder, in a copy of the witness's folder]. */
const OF_FILES = {
  'its lines sent as text': ({ own }) => rewrite(own, 'events.ndjson', (text) => text.replaceAll('\n', '\r\n')),
  'its events cut in the middle of a line': ({ own }) => rewrite(own, 'events.ndjson', (text) => text.slice(0, -100)),
  'its events packed': ({ own }) =>
    writeFileSync(join(own, 'events.ndjson'), gzipSync(readFileSync(join(own, 'events.ndjson')))),
  'its events and checkpoints swapped': ({ own }) => {
    const [events, checkpoints] = ['events.ndjson', 'checkpoints.ndjson'].map((name) => readFileSync(join(own, name)));
    writeFileSync(join(own, 'events.ndjson'), checkpoints);
    writeFileSync(join(own, 'checkpoints.ndjson'), events);
  },
  'its keys cut': ({ own }) => rewrite(own, 'keys.json', (text) => text.slice(0, 30)),
  'its keys emptied': ({ own }) => rewrite(own, 'keys.json', () => '[]'),
  'its archives gone': ({ own }) => rmSync(join(own, 'archives.json')),
  'its newest checkpoints and their events cut off together': ({ own }) => {
    const checkpoints = linesOf(join(own, 'checkpoints.ndjson')).filter((line) => line !== '');
    const kept = checkpoints.slice(0, Math.floor(checkpoints.length / 2));
    const { size = 0 } = JSON.parse(kept.at(-1) ?? '{}');
    const first = (lines, count) =>
      lines
        .slice(0, count)
        .map((line) => `${line}\n`)
        .join('');
    writeFileSync(join(own, 'checkpoints.ndjson'), first(checkpoints, kept.length));
    writeFileSync(join(own, 'events.ndjson'), first(linesOf(join(own, 'events.ndjson')), size));
  },
  'its checkpoints emptied': ({ own }) => rewrite(own, 'checkpoints.ndjson', () => ''),
  'its witness’s newest lines cut': ({ copy }) => rewriteAll(copy, (text) => text.slice(0, -40)),
  'its witness’s newest file packed': ({ copy }) => {
    const name = readdirSync(copy).sort().at(-1);
    writeFileSync(join(copy, `${name}.gz`), gzipSync(readFileSync(join(copy, name))));
    writeFileSync(join(copy, name), `${linesOf(join(copy, name))[0]}\n`);
  },
  'its witness’s lines of zeros': ({ copy }) => rewriteAll(copy, (text) => text.replace(/[^\n]/g, '0')),
  'its witness’s files gone': ({ copy }) => rmSync(copy, { recursive: true }),
};

const rewrite = (folder, name, change) =>
  writeFileSync(join(folder, name), change(readFileSync(join(folder, name), 'utf8')));
const rewriteAll = (folder, change) => readdirSync(folder).forEach((name) => rewrite(folder, name, change));

const exports = Object.entries(OF_AN_EXPORT).map(([name, alter], at) => ({
  name: `courier: an export of the whole trail with ${name} altered`,
  isShort: at < 2,
  before: keepEvidence,
  run: async (hospital) => {
    const folder = await anExport(hospital);
    const own = join(hospital.home, `export-${at}`);
    cpSync(folder, own, { recursive: true });
    const file =
      filesIn(own).find((one) => /events.*\.ndjson$/.test(one)) ?? filesIn(own).find((one) => one.endsWith('.ndjson'));
    const { key, witness } = hospital.evidence;
    const check = () => hospital.emr(['audit', 'verify', '--export', own, '--key', key, '--witness', witness]);
    const whole = check();
    writeFileSync(file, alter(linesOf(file)).join('\n'));
    const altered = check();
    if (whole.status !== 0) console.log(whole.output.split('\n')[0]);
    return whole.status === 0 && altered.status !== 0;
  },
}));

const files = Object.entries(OF_FILES).map(([name, alter], at) => ({
  name: `courier: an export of the whole trail with ${name} (never intact)`,
  isShort: at % 4 === 0,
  before: keepEvidence,
  run: async (hospital) => {
    const folder = await anExport(hospital);
    const [own, copy] = [join(hospital.home, `files-${at}`), join(hospital.home, `witness-${at}`)];
    const { key, witness } = hospital.evidence;
    cpSync(folder, own, { recursive: true });
    cpSync(witness, copy, { recursive: true });
    const check = () => hospital.emr(['audit', 'verify', '--export', own, '--key', key, '--witness', copy]);
    const whole = check();
    alter({ own, copy });
    const { status, output } = check();
    if (status === 2 && output.trim().split('\n').length > 1) console.log(`        ${output}`);
    return whole.status === 0 && [1, 2, 3].includes(status) && !output.includes('INTACT') && output.trim() !== '';
  },
}));

/** Some events of the hospital's as if they were of October, sealed anew by its own key, since its month has to be over. */
const INTO_OCTOBER = `CREATE TABLE audit.event_2025_10 PARTITION OF audit.event
    FOR VALUES FROM (audit.uuid_floor('2025-10-01Z')) TO (audit.uuid_floor('2025-11-01Z'));
  UPDATE audit.event SET occurred_at = '2025-10-10Z', id = uuidv7('2025-10-10Z' - now())
    WHERE id IN (SELECT id FROM audit.event WHERE patient_ids IS NULL AND entity = 'vital_signs' ORDER BY id LIMIT 30);
  DELETE FROM audit.leaf; DELETE FROM audit.tile; DELETE FROM audit.checkpoint;
  UPDATE audit.seal_position SET xid = '0', id = '00000000-0000-0000-0000-000000000000';
  SELECT count(*) FROM audit.seal(1000000)`;

const OF_AN_ARCHIVE = {
  'a name': (text) => text.replace(/"username":"[^"]*"/, '"username":"other"'),
  'a line taken out': (text) => text.split('\n').toSpliced(3, 1).join('\n'),
  'everything taken out': () => '',
  'its end cut off': (text) => text.slice(0, text.length / 2),
  'its last byte taken off': (text) => text.slice(0, -1),
  'the ends of its lines made CR LF': (text) => text.replaceAll('\n', '\r\n'),
  'a line of another event put behind it': (text) =>
    `${text}${text
      .split('\n')[0]
      .replace(/"index":\d+/, '"index":7')
      .replace(/"username":"[^"]*"/, '"username":"other"')}\n`,
};

let october;
async function anArchive(hospital) {
  if (october) return october;
  const url = await attacked(hospital, INTO_OCTOBER);
  const folder = join(hospital.home, 'archive');
  const done = hospital.emr(['audit', 'archive', '--month', '2025-10', '--to', folder], url);
  if (done.status !== 0) throw new Error(done.output);
  october = { url, folder };
  return october;
}

const archives = Object.entries(OF_AN_ARCHIVE).map(([name, alter], at) => ({
  name: `courier: an archived month with ${name} altered`,
  isShort: at === 0,
  before: keepEvidence,
  run: async (hospital) => {
    const { url, folder } = await anArchive(hospital);
    const own = join(hospital.home, `archive-${at}`);
    cpSync(folder, own, { recursive: true });
    const file = join(own, 'event_2025_10.ndjson');
    const check = () => hospital.emr(['audit', 'verify', '--key', hospital.evidence.key, '--archive', own], url).output;
    // It was sealed anew for this, which is told in any case: what counts is the event of the file that is named, or the file.
    const named = (text) => /event \d+ \(\S+\) was (altered|removed)|is not the file that was archived/.test(text);
    const whole = check();
    writeFileSync(file, alter(readFileSync(file, 'utf8')));
    return !named(whole) && named(check());
  },
}));

export const fileAttacks = [...exports, ...files, ...archives];
