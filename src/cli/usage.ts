/** How commands that take more than their name are called. */
export const USAGE = {
  generate: `emr generate --patients 5000 [--years 5] [--seed 1] [--until 2026-01-31] [--heavy-patient]`,
  hospital: `emr hospital create --username admin --name "Nguyễn Văn Quản"
       emr hospital password --username admin`,
  audit: `emr audit verify [--export FOLDER|FILE] [--key KEY]... [--witness FOLDER]... [--archive FOLDER] [--json]
       emr audit reconcile [--json]
       emr audit export --to FOLDER
       emr audit archive --month 2026-01 --to FOLDER
       emr audit rotate-key [--lost]`,
  backup: `emr backup [--to FOLDER] [--keys-to FOLDER]
       emr backup drill [--from FOLDER]
       emr backup key`,
  restore: 'emr restore --from FOLDER --to DATA_DIR [--at 2026-01-31T10:00:00+07:00] [--keys-from FOLDER]',
  standby: `emr standby --to DATA_DIR [--port 5433] [--synchronous]
       emr standby --forget
       emr standby invite --here ADDRESS --there ADDRESS --file FILE [--port 5433] [--synchronous]
       emr standby --from FILE --to DATA_DIR (on the other machine; asks for the code, or takes STANDBY_CODE)`,
  promote: 'emr promote --data DATA_DIR',
  doctor: 'emr doctor [--json] [--language vi|en]',
  note: 'emr note verify FILE [--key KEY]... [--trust CAS.pem] [--revoked LISTS.crl] [--json]',
  hl7: 'emr hl7 send FILE [--mllp 127.0.0.1:2575 | --url http://127.0.0.1:3000 (--token TOKEN | --username lab --password PASSWORD)]',
  'code-list': 'emr code-list load LIST FILE.csv [--dry-run] [--source WORDS] [--language vi|en]',
  formulary: 'emr formulary load FILE.csv [--dry-run] [--source WORDS] [--confirmed-by NAME] [--language vi|en]',
  'delta-limits': 'emr delta-limits load FILE.csv [--dry-run] [--source WORDS] [--language vi|en]',
  'note-templates': 'emr note-templates load FILE.json [--dry-run] [--language vi|en]',
  'vital-limits': `emr vital-limits show
       emr vital-limits load FILE.json [--dry-run] [--source WORDS] [--language vi|en]`,
  secrets: 'emr secrets reseal',
  load: `emr load wards|beds|staff|patients FILE.csv [--dry-run] [--system URI] [--dates dd/mm/yyyy] [--passwords FILE] [--language vi|en]
       emr load icd10|atc FILE.csv [--dry-run] [--source WORDS] [--language vi|en]`,
  jobs: 'emr jobs | emr jobs retry ID...|--all | emr jobs drop ID... (each with --language vi|en)',
  warehouse: `emr warehouse init
       emr warehouse add HOSPITAL [--anew]
       emr warehouse reconnect HOSPITAL
       emr warehouse migrate | refresh | status [--json]
       emr warehouse verify [--key KEY]... [--witness FOLDER]... [--archive FOLDER] (each with --language vi|en)`,
  schema: 'emr schema check | emr schema migrate [--name what_changed [--create-only] [--accept-data-loss]]',
  db: 'emr db url --role owner|app|sealer|admin',
  tour: 'emr tour [--url http://127.0.0.1:3000] [--password PASSWORD]',
} as const;
