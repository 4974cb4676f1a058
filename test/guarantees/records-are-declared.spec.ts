import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { patientRecords, type PatientRecord } from '../../src/records.js';
import { writeAsApp } from '../support/app-writes.js';
import { anEncounter, endEncounter } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

/** Tables with a patient's id that are no records of the patient, and why. */
const NO_RECORD: Readonly<Record<string, string>> = {
  staff_member: 'says who of the staff is a patient here',
  patient_name_word: 'words of the name in `patient`, to find it by',
};

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.close());

interface Table {
  readonly name: string;
  readonly columns: readonly string[];
}

const tablesOfPatients = () =>
  world.sql<Table>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
       FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped
      WHERE c.relnamespace = 'public'::regnamespace AND c.relkind IN ('r', 'p') AND NOT c.relispartition
      GROUP BY c.oid HAVING 'patient_id' = ANY (array_agg(a.attname::text)) OR c.relname = 'patient'`,
  );

/** What is missing or wrong, each as a sentence that names it. */
function faults(tables: readonly Table[], records: readonly PatientRecord[]): string[] {
  const declared = new Map(records.map((record) => [record.table, record]));
  const missing = tables
    .filter(({ name }) => !declared.has(name) && NO_RECORD[name] === undefined)
    .map(({ name }) => `${name} has a patient's id and is not declared in src/records.ts`);
  const unknown = [...declared.keys()]
    .filter((name) => !tables.some((table) => table.name === name))
    .map((name) => `${name} is declared and no table with a patient's id`);
  const wrong = tables.flatMap(({ name, columns }) => {
    const record = declared.get(name);
    return record ? faultsOf(record, columns) : [];
  });
  return [...missing, ...unknown, ...wrong];
}

function faultsOf({ table, inEncounter, unchanging = [] }: PatientRecord, columns: readonly string[]): string[] {
  const named = [
    ...(inEncounter?.happened ? [inEncounter.happened.at] : []),
    ...unchanging.flatMap(({ columns: given, except = [] }) => [...(given === 'all' ? [] : given), ...except]),
  ];
  const absent = named
    .filter((column) => !columns.includes(column))
    .map((column) => `${table} has no column ${column}`);
  const belongs = columns.includes('encounter_id') && !['access_grant', 'fhir_source'].includes(table);
  if (belongs && !inEncounter) absent.push(`${table} belongs to an encounter and does not say whether it keeps it`);
  if (!belongs && inEncounter) absent.push(`${table} says what it does in an encounter and has no encounter_id`);
  return absent;
}

describe('A record about a patient is declared once', () => {
  it('and every table with a patient’s id is, with columns that exist', async () => {
    expect(faults(await tablesOfPatients(), patientRecords())).toEqual([]);
  });

  it('so that what a new domain lacks is told by name', async () => {
    const given: Table = {
      name: 'medication_administration',
      columns: ['id', 'patient_id', 'encounter_id', 'given_at'],
    };
    const tables = [...(await tablesOfPatients()), given];
    expect(faults(tables, patientRecords())).toEqual([
      "medication_administration has a patient's id and is not declared in src/records.ts",
    ]);
    const words = { vi: 'thuốc đã dùng', en: 'doses given' };
    const halfDeclared = { table: given.name, words, unchanging: [{ columns: ['dose'] }] };
    expect(faults(tables, [...patientRecords(), halfDeclared])).toEqual([
      'medication_administration has no column dose',
      'medication_administration belongs to an encounter and does not say whether it keeps it',
    ]);
  });

  it('with an address, a type and words that no other has', () => {
    const all = patientRecords();
    for (const keyOf of [({ path }: PatientRecord) => path, ({ fhir }: PatientRecord) => fhir]) {
      const given = all.map(keyOf).filter((value) => value !== undefined);
      expect(new Set(given).size).toBe(given.length);
    }
    for (const language of ['vi', 'en'] as const) {
      const words = all.map((record) => record.words[language]);
      expect(words.filter((text) => text.trim() === '')).toEqual([]);
      expect(new Set(words).size).toBe(words.length);
    }
  });

  it('and whom it is about is found for each', async () => {
    const nobody = '00000000-0000-7000-8000-000000000000';
    for (const { table } of patientRecords()) {
      const [row] = await world.sql<{ about: string | null }>('SELECT care_patient_of($1, $2) AS about', [
        table,
        nobody,
      ]);
      expect(row?.about ?? null).toBeNull();
    }
  });
});

describe('Charting needs an open encounter', () => {
  const noteIn = (encounterId: string, patientId: string, addendumTo = 'NULL') =>
    writeAsApp(
      world,
      `INSERT INTO note (patient_id, encounter_id, type, sections, author_id, addendum_to)
       VALUES ('${patientId}', '${encounterId}', 'progress', '[]', '${world.staff.doctor.id}', ${addendumTo})`,
    );

  it('whatever the service forgets: the database refuses the row', async () => {
    const { id, patientId } = await anEncounter(world);
    await noteIn(id, patientId);
    const { note } = elementAt(
      await world.sql<{ note: string }>('SELECT id AS note FROM note WHERE encounter_id = $1', [id]),
      0,
    );
    await endEncounter(world, id);
    await expect(noteIn(id, patientId)).rejects.toMatchObject({ code: 'EM006' });
    await noteIn(id, patientId, `'${note}'`); // an addendum may come later
  });
});
