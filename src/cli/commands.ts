import { StartError } from '../server/start-error.js';
import { USAGE } from './usage.js';

/** One command of `emr`; `run` gets the words behind its name and returns the exit code. */
export interface Command {
  /** How it is called, for `--help` and for whoever calls it wrongly. */
  readonly usage: string;
  readonly about: string;
  run(words: readonly string[]): Promise<number>;
}

/** A command that is called by its name alone. @throws StartError when more is said */
const alone = (usage: string, run: () => Promise<number>) => (words: readonly string[]) => {
  if (words.length > 0) throw new StartError(`${words[0]} is not known. Usage: ${usage}`);
  return run();
};

// Each command's code is loaded only when it is called.
export const COMMANDS = {
  migrate: {
    usage: 'emr migrate',
    about: 'apply pending migrations and the guards, as the owner role',
    run: alone('emr migrate', async () => (await import('./migrate.js')).runMigrate()),
  },
  seed: {
    usage: 'emr seed',
    about: 'fill an empty database with the demo hospital',
    run: alone('emr seed', async () => (await import('./seed.js')).runSeed()),
  },
  generate: {
    usage: USAGE.generate,
    about: 'fill an empty or demo database with a hospital of any size and its history, the same for the same words',
    run: async (words) => (await import('./generate/generate.js')).runGenerate(words),
  },
  hospital: {
    usage: USAGE.hospital,
    about: 'hospital create|password --username U: the first administrator of an empty database; a way back in for one',
    run: async (words) => (await import('./hospital.js')).runHospital(words),
  },
  audit: {
    usage: USAGE.audit,
    about: 'audit verify|export|archive|rotate-key: prove that nothing was removed, and what belongs to that',
    run: async (words) => (await import('./audit/audit.js')).runAudit(words),
  },
  backup: {
    usage: USAGE.backup,
    about:
      'backup, backup drill, backup key: back the embedded database up, try the newest backup, make the key for it',
    run: async (words) => (await import('./backup.js')).runBackup(words),
  },
  restore: {
    usage: USAGE.restore,
    about: 'make a data folder of a backup, as it was at the end or at a moment',
    run: async (words) => (await import('./backup.js')).runRestore(words),
  },
  standby: {
    usage: USAGE.standby,
    about:
      'make a copy of the running embedded database that follows it, here or on another machine, start it again, or forget those that are gone',
    run: async (words) => (await import('./standby.js')).runStandby(words),
  },
  promote: {
    usage: USAGE.promote,
    about: 'make a standby the primary when the primary is lost; the service then starts with its folder',
    run: async (words) => (await import('./standby.js')).runPromote(words),
  },
  warehouse: {
    usage: USAGE.warehouse,
    about:
      'warehouse init|add|reconnect|migrate|refresh|verify|status: a city asks across its hospitals, from copies that follow each of them',
    run: async (words) => (await import('./warehouse/warehouse.js')).runWarehouse(words),
  },
  doctor: {
    usage: USAGE.doctor,
    about: 'look at everything an operator must know, each line with what to do; exit code 0, 1 or 2 for monitors',
    run: async (words) => (await import('./doctor/doctor.js')).runDoctor(words),
  },
  note: {
    usage: USAGE.note,
    about:
      'note verify: whether a signed note, or the signed closing of a record, saved as a file, is what was signed; needs neither database nor service',
    run: async (words) => (await import('./note/note.js')).runNote(words),
  },
  hl7: {
    usage: USAGE.hl7,
    about: 'hl7 send FILE: send messages of HL7 v2 as a laboratory would, and print the answer',
    run: async (words) => (await import('./hl7/send.js')).runHl7(words),
  },
  'code-list': {
    usage: USAGE['code-list'],
    about:
      "code-list load: a hospital's own ICD-10, ethnic groups, occupations, provinces or communes, from a CSV file",
    run: async (words) => (await import('./reference/code-list.js')).runCodeList(words),
  },
  formulary: {
    usage: USAGE.formulary,
    about: "formulary load: the hospital's medicines with their limits, from a CSV file, in place of the starter",
    run: async (words) => (await import('./reference/formulary.js')).runFormulary(words),
  },
  'delta-limits': {
    usage: USAGE['delta-limits'],
    about:
      "delta-limits load: the laboratory's limits of sudden changes, from a CSV file, in place of the starting table",
    run: async (words) => (await import('./reference/delta-limits.js')).runDeltaLimits(words),
  },
  'note-templates': {
    usage: USAGE['note-templates'],
    about:
      "note-templates load: forms of notes of a hospital's own, from a JSON file; what was written by older ones stays",
    run: async (words) => (await import('./reference/note-templates.js')).runNoteTemplates(words),
  },
  'vital-limits': {
    usage: USAGE['vital-limits'],
    about:
      "vital-limits show|load: the hospital's own usual ranges of vital signs by age, and times between two sets, from a JSON file",
    run: async (words) => (await import('./reference/vital-limits.js')).runVitalLimits(words),
  },
  secrets: {
    usage: USAGE.secrets,
    about: 'secrets reseal: seal with the newest key what an older one sealed, so that the older can go',
    run: async (words) => (await import('./secrets.js')).runSecrets(words),
  },
  load: {
    usage: USAGE.load,
    about:
      'load wards|beds|staff|patients|icd10|atc FILE.csv: what a hospital brings along, or (--dry-run) every line that is bad',
    run: async (words) => (await import('./load/load.js')).runLoad(words),
  },
  jobs: {
    usage: USAGE.jobs,
    about: 'jobs, jobs retry, jobs drop: background work that failed for good; do it again, or give it up',
    run: async (words) => (await import('./jobs.js')).runJobs(words),
  },
  reload: {
    usage: 'emr reload',
    about: 'let the running service read .env, secrets and their files again, without losing a request',
    run: alone('emr reload', async () => (await import('./reload.js')).runReload()),
  },
  schema: {
    usage: USAGE.schema,
    about: 'schema check|migrate: do schema files, migrations and database agree? write the migration that makes them',
    run: async (words) => (await import('./schema.js')).runSchema(words),
  },
  db: {
    usage: USAGE.db,
    about: 'db url --role owner|app|sealer|admin: the connection URL, for operators',
    run: async (words) => (await import('./db.js')).runDb(words),
  },
  'records-sql': {
    usage: 'emr records-sql',
    about: 'write prisma/guards/52-declared-records.sql, what the database holds of the declared records',
    run: alone('emr records-sql', async () => (await import('./records-sql.js')).runRecordsSql()),
  },
  problems: {
    usage: 'emr problems',
    about: 'write docs/problems.md, the list of everything that may be answered instead of what was asked for',
    run: alone('emr problems', async () => (await import('./problems.js')).runProblems()),
  },
  decisions: {
    usage: 'emr decisions',
    about: 'write docs/decisions.md, who may do what',
    run: alone('emr decisions', async () => (await import('./decisions.js')).runDecisions()),
  },
  knowledge: {
    usage: 'emr knowledge',
    about: 'write docs/knowledge.md, what the doses and limits were compared with',
    run: alone('emr knowledge', async () => (await import('./knowledge.js')).runKnowledge()),
  },
  settings: {
    usage: 'emr settings',
    about: 'write docs/settings.md, every setting with its default and meaning',
    run: alone('emr settings', async () => (await import('./settings.js')).runSettings()),
  },
  'env-example': {
    usage: 'emr env-example',
    about: 'write .env.example to standard output',
    run: alone('emr env-example', async () => (await import('./env-example.js')).runEnvExample()),
  },
  tour: {
    usage: USAGE.tour,
    about: 'play a day on the ward against the running service',
    run: async (words) => (await import('./tour/tour.js')).runTour(words),
  },
} as const satisfies Record<string, Command>;
