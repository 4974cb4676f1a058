import { isAbsolute } from 'node:path';
import { parseArgs } from 'node:util';
import { fill, type Language, type Localised } from '../../kernel/language.js';
import type { Settings } from '../../platform/config/settings.js';
import { runningEmbeddedPostgres } from '../../platform/database/embedded/start.js';
import { Session } from '../../platform/database/session.js';
import { placesElsewhere } from '../../platform/operations/places.js';
import { dataDirOf, filesGiven, settingsOfThisMachine } from '../../server/environment.js';
import { databaseFolderOf, ownFolderOf } from '../../server/own-files.js';
import { auditFiles } from '../../server/sealing.js';
import { StartError } from '../../server/start-error.js';
import { LANGUAGE_OPTION, languageOf } from '../language.js';
import { USAGE } from '../usage.js';
import type { CheckName, Finding, Level } from './check.js';
import { askArchive, askCopies, askDowntime } from './copies-checks.js';
import {
  askDefinitions,
  askHospital,
  askQueues,
  askReconciliation,
  askSchema,
  askStandby,
  askVersion,
  askWarehouse,
  type DatabaseCheck,
} from './database-checks.js';
import { askDurability } from './durability-check.js';
import { DOCTOR_WORDS, REPORT_WORDS } from './doctor.words.js';
import { askCertificateFiles, askRevocationFiles } from './certificate-files.js';
import { askKeyFiles, keyFilesOf } from './key-files.js';
import { askCodeLists, askDeliveries } from './records-checks.js';
import { askCertificate, askClock, askDisks, askKeys, askKnowledge, askService } from './machine-checks.js';
import type { Outcome } from './outcome.words.js';
import { askSignatureTrust } from './signature-trust.js';
import { askTrail } from './trail-checks.js';

/**
 * Looks at everything that an operator must know, line by line, each with what to do. Nothing is changed, and nothing is started.
 * @returns exit code for monitors: 0 all well; 1 something to look at, or not known; 2 a fault
 */
export async function runDoctor(words: readonly string[]): Promise<number> {
  const { values } = parse(words);
  const findings = await findAll(settingsOfThisMachine());
  const lines = findings.map(told);
  if (values.json) console.log(JSON.stringify({ at: new Date().toISOString(), checks: lines }, null, 2));
  else console.log(report(lines, languageOf(values.language)));
  if (lines.some(({ level }) => level === 'fault')) return 2;
  return lines.some(({ level }) => level !== 'ok') ? 1 : 0;
}

function parse(words: readonly string[]) {
  try {
    const options = {
      json: { type: 'boolean', default: false },
      language: LANGUAGE_OPTION,
    } as const;
    const parsed = parseArgs({ args: [...words], options });
    languageOf(parsed.values.language);
    return parsed;
  } catch (error) {
    throw new StartError(`${(error as Error).message} Usage: ${USAGE.doctor}`);
  }
}

/** Which lines a check stands for when the database cannot be asked. */
const OF_DATABASE: readonly (readonly [DatabaseCheck, readonly CheckName[]])[] = [
  [askHospital, ['hospital']],
  [askSchema, ['schema']],
  [askDefinitions, ['definitions']],
  [askDurability, ['durability']],
  [askTrail, ['sealing', 'checkpoint', 'witness']],
  [askReconciliation, ['reconciliation']],
  [askQueues, ['queues']],
  [askClock, ['clock']],
  [askKnowledge, ['knowledge']],
  [askCodeLists, ['codeLists']],
  [askDeliveries, ['deliveries']],
  [askWarehouse, ['warehouse']],
];

async function findAll(settings: Settings): Promise<Finding[]> {
  const asked = dataDirOf(settings);
  const embedded = settings.databaseUrl ? undefined : runningEmbeddedPostgres(databaseFolderOf(asked));
  const dataDir = ownFolderOf(asked, embedded?.dataDir ?? databaseFolderOf(asked));
  const url = embedded?.ownerUrl ?? settings.databaseOwnerUrl ?? settings.databaseAuditorUrl ?? settings.databaseUrl;
  const checks = [
    ...OF_DATABASE,
    [askStandby(embedded), ['standby']] as const,
    [askArchive(embedded?.dataDir), ['archive']] as const,
  ];
  return [
    ...(await askService(settings)),
    ...(await inDatabase(url, settings, checks)),
    ...(await askCopies(settings)),
    ...(await askDowntime(settings)),
    ...(await askDisks(foldersOf(settings, embedded?.dataDir ?? asked), settings.diskLowMb)),
    ...askKeys(settings, auditFiles(settings, dataDir).keyFile, dataDir),
    ...askKeyFiles(keyFilesOf(settings, filesGiven())),
    ...(await askCertificate(settings)),
    ...askCertificateFiles(settings),
    ...askRevocationFiles(settings),
    ...askSignatureTrust(settings),
  ];
}

/** A folder without its whole path is told from where the service stands, which is not here. */
const foldersOf = (settings: Settings, data: string): string[] =>
  [data, ...placesElsewhere(settings).map(({ folder }) => folder)].filter(isAbsolute);

async function inDatabase(url: string | undefined, settings: Settings, checks: typeof OF_DATABASE): Promise<Finding[]> {
  const unasked = (names: readonly CheckName[]) => names.map((check) => ({ check, says: 'notAsked' }) as Finding);
  let session: Session;
  try {
    if (!url) throw new StartError('the embedded database does not run');
    session = await Session.open(url);
  } catch (error) {
    const { message, code } = error as { message: string; code?: string };
    const away: Finding = { check: 'database', says: 'away', values: { reason: message || (code ?? '') } };
    return [away, ...checks.flatMap(([, names]) => unasked(names))];
  }
  try {
    const found: Finding[] = await askVersion(session.query, settings);
    // One after the other: they share a connection.
    for (const [check, names] of checks) {
      found.push(...(await check(session.query, settings).catch(() => unasked(names))));
    }
    return found;
  } finally {
    await session.close();
  }
}

interface Told {
  readonly check: CheckName;
  readonly level: Level;
  readonly title: Localised;
  readonly says: Localised;
  readonly fix?: Localised;
}

function told({ check, says, values }: Finding): Told {
  const { title, says: outcomes } = DOCTOR_WORDS[check];
  const { level, fix, vi, en } = (outcomes as Readonly<Record<string, Outcome>>)[says]!;
  const filled = (words: Localised): Localised => ({
    vi: fill(words.vi, values, 'vi'),
    en: fill(words.en, values, 'en'),
  });
  return { check, level, title, says: filled({ vi, en }), ...(fix && { fix: filled(fix) }) };
}

function report(lines: readonly Told[], language: Language): string {
  const { levels, fix: fixWord, total } = REPORT_WORDS;
  const [wide, wider] = [10, Math.max(...lines.map(({ title }) => title[language].length)) + 2];
  const count = (level: Level) => lines.filter((line) => line.level === level).length;
  const counts = { faults: count('fault'), warnings: count('warning'), unknown: count('unknown') };
  return [
    ...lines.flatMap(({ level, title, says, fix }) => [
      `${levels[level][language].padEnd(wide)}${title[language].padEnd(wider)}${says[language]}`,
      ...(fix ? [`${' '.repeat(wide + wider)}${fixWord[language]}${fix[language]}`] : []),
    ]),
    '',
    fill(total[language], counts, language),
  ].join('\n');
}
