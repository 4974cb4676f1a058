// What the owner drops of the rules for rows: the service must tell it and stop nobody, and `emr migrate` must put it back.

export const aPatient = { fullName: 'Trần Thị Thử', sex: 'female' };

/** Whether readiness tells of it, and the hospital goes on writing. */
export async function isToldAndStopsNobody(hospital, told) {
  const { status, text } = await hospital.get('/health/ready');
  const written = await hospital.post('/api/v1/patients', aPatient, 'registrar');
  return status === 200 && text.includes(told) && written.status === 201;
}

/** What says which rows there can be, how they are found and stored; no event escapes by their loss. */
const RULES = [
  [
    'a CHECK dropped',
    `DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE vital_signs DROP CONSTRAINT %I', conname) FROM pg_constraint
       WHERE conrelid = 'vital_signs'::regclass AND contype = 'c' LIMIT 1); END $$`,
    'constraint',
  ],
  [
    'a CHECK made to take anything',
    `DO $$ DECLARE one text := (SELECT conname FROM pg_constraint WHERE conrelid = 'dose'::regclass AND contype = 'c' LIMIT 1); BEGIN
       EXECUTE format('ALTER TABLE dose DROP CONSTRAINT %1$I, ADD CONSTRAINT %1$I CHECK (true)', one); END $$`,
    'constraint',
  ],
  [
    'a foreign key dropped',
    `DO $$ BEGIN EXECUTE (SELECT format('ALTER TABLE note DROP CONSTRAINT %I', conname) FROM pg_constraint
       WHERE conrelid = 'note'::regclass AND contype = 'f' LIMIT 1); END $$`,
    'constraint',
  ],
  ['a unique index dropped', 'DROP INDEX allergy_active_once', 'unique index'],
  ['an index dropped by which people are found', 'DROP INDEX patient_initials', 'index'],
  ['an index of all months of events dropped', 'DROP INDEX audit.event_actor', 'index', 'audit.'],
  ['events that are stored page by page', 'ALTER TABLE audit.event_default SET (fillfactor = 10)', 'storage', 'audit.'],
];

export const rowAttacks = RULES.map(([name, attack, kind, schema = 'public.']) => ({
  name: `owner: ${name} (told, stops nobody, and comes back)`,
  isShort: true,
  run: async (hospital) => {
    await hospital.owner.query(attack);
    try {
      const isTold = await isToldAndStopsNobody(hospital, `${kind} ${schema}`);
      const { repaired } = await hospital.repair();
      const back = JSON.parse((await hospital.get('/health/ready')).text);
      return isTold && repaired.some((one) => one.kind === kind) && back.differs === undefined;
    } finally {
      await hospital.repair();
    }
  },
}));
