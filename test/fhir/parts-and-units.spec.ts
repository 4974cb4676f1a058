import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aMachine, connect, PUBLIC_URL } from '../clients/machines.js';
import { anEncounter, aPatient } from '../support/builders.js';
import { startWorld, type Client, type World } from '../support/world.js';
import { aLis, hl7Time, message, pid } from '../hl7v2/messages.js';

let world: World;
let lis: Client;
let sender: string;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  const machine = await aMachine(world, ['system/*.cruds']);
  sender = machine.clientId;
  lis = await connect(world, machine, 'system/*.cruds');
});
afterAll(() => world.close());

const LOCAL = { system: 'http://lis.example/codes', code: 'K9' };
const loinc = (code: string, text: string) => ({ coding: [{ system: 'http://loinc.org', code }], text });
const quantity = (value: number, unit = 'mmol/L') => ({ valueQuantity: { value, unit } });
const POTASSIUM = loinc('2823-3', 'Kali');

async function somebody() {
  const patient = await aPatient(world);
  await anEncounter(world, { patientId: patient.id });
  return patient.id;
}

/** A laboratory's value of somebody, some minutes ago. */
const observation = (patientId: string, said: object) => ({
  ...{ resourceType: 'Observation', status: 'final', subject: { reference: `Patient/${patientId}` } },
  category: [
    { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/observation-category', code: 'laboratory' }] },
  ],
  effectiveDateTime: new Date(Date.now() - 600_000).toISOString(),
  ...said,
});

/** A report with these values in it. */
async function reported(patientId: string, values: readonly object[], more: readonly object[] = []) {
  const at = new Date(Date.now() - 600_000).toISOString();
  const contained = values.map((value, place) => ({ ...observation(patientId, value), id: `v${place}` }));
  const answer = await lis.post('/fhir/R4/DiagnosticReport', {
    ...{ resourceType: 'DiagnosticReport', status: 'final', subject: { reference: `Patient/${patientId}` } },
    ...{ code: { text: 'Sinh hoá' }, effectiveDateTime: at, issued: at, contained: [...contained, ...more] },
    result: contained.map(({ id }) => ({ reference: `#${id}` })),
  });
  if (answer.status !== 201) throw new Error(answer.text);
  return answer.body;
}

const shown = async (patientId: string) => {
  const { body } = await world.as('doctor').get(`/api/v1/patients/${patientId}/results`);
  return body.items[0];
};
const unmapped = async (kind: string) =>
  (await world.as('lab').get('/api/v1/code-mappings?status=unmapped')).body.items.filter(
    (item: { kind: string }) => item.kind === kind,
  );
const map = async ({ id, version }: { id: string; version: number }, targetCode: string) =>
  (await world.as('lab').patch(`/api/v1/code-mappings/${id}`, { targetCode }, { 'If-Match': `"${version}"` })).body;

describe('A result in parts', () => {
  it('is critical when one of its parts is, told of at once, and read by the doctor in words', async () => {
    const patientId = await somebody();
    const parts = [
      { code: POTASSIUM, ...quantity(7.7) },
      { code: loinc('2951-2', 'Natri'), ...quantity(140) },
    ];
    await reported(patientId, [{ code: { text: 'Điện giải' }, component: parts }]);
    const report = await shown(patientId);
    expect(report).toMatchObject({
      critical: true,
      observations: [{ text: 'Kali: 7,7 mmol/L; Natri: 140 mmol/L', critical: true }],
    });
    const tasks = await world.sql(`SELECT kind FROM task WHERE patient_id = $1 AND kind = 'critical-result'`, [
      patientId,
    ]);
    expect(tasks).toHaveLength(1);
    const chart = await world.as('doctor').get(`/api/v1/patients/${patientId}/chart`);
    expect(JSON.stringify(chart.body.results)).toContain('Kali: 7,7 mmol/L; Natri: 140 mmol/L');
  });

  it('is not judged where a part is not, and not critical where all of them are in order', async () => {
    const [one, other] = [await somebody(), await somebody()];
    await reported(one, [{ code: { text: 'Điện giải' }, component: [{ code: POTASSIUM, ...quantity(4, 'mmol/kg') }] }]);
    expect(await shown(one)).toMatchObject({ critical: null, observations: [{ notJudgedBecause: 'unit-unfit' }] });
    const drug = {
      code: loinc('18862-3', 'Amoxicillin'),
      interpretation: [{ coding: [{ system: 'x', code: '**' }] }, { coding: [{ code: 'R' }] }],
    };
    await reported(other, [
      { code: { text: 'Kháng sinh đồ' }, component: [drug, { code: POTASSIUM, ...quantity(4) }] },
    ]);
    expect(await shown(other)).toMatchObject({
      critical: false,
      observations: [{ text: 'Amoxicillin: kháng; Kali: 4 mmol/L' }],
    });
  });

  it('lists the codes of its parts that nobody has mapped; once mapped, it is judged again and reads back as it was sent', async () => {
    const patientId = await somebody();
    const part = {
      code: { coding: [LOCAL], text: 'Kali (máy 9)' },
      ...quantity(7.9),
      extension: [{ url: 'http://lis.example/e', valueString: 'x' }],
    };
    const { result } = await reported(patientId, [{ code: { text: 'Điện giải' }, component: [part] }]);
    expect(await shown(patientId)).toMatchObject({
      critical: null,
      observations: [{ notJudgedBecause: 'test-unknown' }],
    });
    const [entry] = await unmapped('code');
    expect(entry).toMatchObject({ ...LOCAL, sender, display: 'Kali (máy 9)' });
    expect(await map(entry, '2823-3')).toMatchObject({ judgedAgain: 1 });
    expect(await shown(patientId)).toMatchObject({
      critical: true,
      observations: [{ text: 'Kali (máy 9): 7,9 mmol/L' }],
    });
    const { body } = await lis.get(`/fhir/R4/${result[0].reference}`);
    expect([body.component, body.valueString]).toEqual([[part], undefined]);
  });
});

describe('A unit that only its sender knows', () => {
  it('is listed; once mapped, what is in charts is judged again, and what comes next at once, each read back as it was sent', async () => {
    const patientId = await somebody();
    const { result } = await reported(patientId, [{ code: POTASSIUM, ...quantity(7.6, 'mmol/cốc') }]);
    expect(await shown(patientId)).toMatchObject({
      critical: null,
      observations: [{ notJudgedBecause: 'unit-unfit' }],
    });
    const [entry] = await unmapped('unit');
    expect(entry).toMatchObject({ sender, code: 'mmol/cốc', targetCode: null });
    expect(await map(entry, 'mmol/L')).toMatchObject({ judgedAgain: 1 });
    expect(await shown(patientId)).toMatchObject({ critical: true, observations: [{ value: 7.6, unit: 'mmol/L' }] });
    const next = await lis.post(
      '/fhir/R4/Observation',
      observation(patientId, { code: POTASSIUM, ...quantity(7.5, 'mmol/cốc') }),
    );
    expect([next.status, next.body.valueQuantity]).toEqual([201, { value: 7.5, unit: 'mmol/cốc' }]);
    expect(next.body.interpretation[0].coding[0].code).toBe('HH');
    const { body } = await lis.get(`/fhir/R4/${result[0].reference}`);
    expect(body.valueQuantity).toEqual({ value: 7.6, unit: 'mmol/cốc' });
    expect(await unmapped('unit')).toEqual([]);
  });
});

describe('A value inside a report', () => {
  it('reads back with all that its sender said of it, and with what it refers to there', async () => {
    const patientId = await somebody();
    const specimen = { resourceType: 'Specimen', id: 's', type: { text: 'Máu toàn phần' } };
    const said = {
      extension: [{ url: 'http://lis.example/tray', valueInteger: 4 }],
      code: POTASSIUM,
      ...quantity(4.1),
      bodySite: { text: 'Tay trái' },
      specimen: { reference: '#s' },
      note: [{ text: 'Mẫu tan máu nhẹ' }],
    };
    const { result } = await reported(
      patientId,
      [said, { code: loinc('2951-2', 'Natri'), ...quantity(141) }],
      [specimen],
    );
    const { body } = await lis.get(`/fhir/R4/${result[0].reference}`);
    expect(body).toMatchObject({ ...said, contained: [specimen] });
    const other = await lis.get(`/fhir/R4/${result[1].reference}`);
    expect([other.body.contained, other.body.note, other.body.valueQuantity.value]).toEqual([
      undefined,
      undefined,
      141,
    ]);
  });

  it('is found by each code its sender gave it, the second of LOINC and its own, among others that do not have it', async () => {
    const patientId = await somebody();
    const loincs = ['2345-7', '41653-7'].map((code) => ({ system: 'http://loinc.org', code }));
    const own = { system: 'http://lis.example/codes', code: 'GLU-1' };
    const { result } = await reported(patientId, [
      { code: { coding: [own, ...loincs], text: 'Đường máu' }, ...quantity(5.4) },
      { code: POTASSIUM, ...quantity(4.3) },
    ]);
    for (const code of ['2345-7', '41653-7', 'http://loinc.org|41653-7', 'GLU-1', `${own.system}|GLU-1`]) {
      for (const more of ['', '&date=ge2020', '&_sort=-date']) {
        const { body } = await lis.get(`/fhir/R4/Observation?patient=${patientId}&code=${code}${more}`);
        const found = (body.entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id);
        expect([code, more, found]).toEqual([code, more, [result[0].reference.slice('Observation/'.length)]]);
      }
    }
    const others = await lis.get(`/fhir/R4/Observation?patient=${patientId}&code:not=41653-7`);
    expect(others.body.entry).toMatchObject([{ resource: { code: POTASSIUM } }]);
  });

  it('of a code of LOINC whose digits were mistyped is not judged, and listed; beside a right one that one counts', async () => {
    const patientId = await somebody();
    const mistyped = { system: 'http://loinc.org', code: '2823-4' };
    await reported(patientId, [
      { code: { coding: [mistyped], text: 'Kali' }, ...quantity(7.5) },
      { code: { coding: [mistyped, ...POTASSIUM.coding], text: 'Kali' }, ...quantity(7.6) },
    ]);
    const { observations } = await shown(patientId);
    expect(observations).toMatchObject([
      { value: 7.5, critical: null, notJudgedBecause: 'test-unknown' },
      { value: 7.6, critical: true },
    ]);
    expect((await unmapped('code')).map(({ code }: { code: string }) => code)).toContain('2823-4');
  });

  it('whose other codes were not kept with it when it was stored is found by them since a migration, as is one of HL7 v2', async () => {
    const patientId = await somebody();
    const coding = ['2345-7', '41653-7'].map((code) => ({ system: 'http://loinc.org', code }));
    const glucose = { code: { coding, text: 'Đường máu' }, ...quantity(5.4) };
    const inside = (await reported(patientId, [glucose])).result[0].reference.split('/')[1];
    const alone = (await lis.post('/fhir/R4/Observation', observation(patientId, glucose))).body.id;
    const { mrn } = (await world.as('doctor').get(`/api/v1/patients/${patientId}`)).body;
    const v2 = await aLis(world);
    const obx = 'OBX|1|NM|2345-7^Glucose^LN^GLU-V2^Đường máu^L||5.4|mmol/L||N|||F';
    const at = hl7Time(4);
    const sent = await v2.send(
      message([pid({ mrn, birthDate: '1980-02-03' }), `OBR|1||V2-7|2345-7^Glucose^LN|||${at}`, obx]),
    );
    expect([sent.code, sent.errors]).toEqual(['AA', []]);
    const found = async (code: string) => {
      const { body } = await lis.get(`/fhir/R4/Observation?patient=${patientId}&code=${code}`);
      return (body.entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id).sort();
    };
    const [theirs] = await found('GLU-V2');
    const before = [await found('41653-7'), await found('GLU-V2')];
    expect(before).toEqual([[inside, alone].sort(), [theirs]]);
    const all = [inside, alone, theirs].map((id) => `'${id}'`).join();
    await world.sql(`ALTER TABLE observation DISABLE TRIGGER USER;
      UPDATE observation SET details = nullif(details - 'codings', '{}') WHERE id IN (${all});
      ALTER TABLE observation ENABLE TRIGGER USER`);
    expect([await found('41653-7'), await found('GLU-V2')]).toEqual([[], []]);
    const sql = readFileSync('prisma/migrations/20261130091850_second_codes_of_older_values/migration.sql', 'utf8');
    await world.sql(sql);
    expect([await found('41653-7'), await found('GLU-V2')]).toEqual(before);
    const refused = await world.sql(`UPDATE observation SET details = '{}' WHERE id = '${inside}'`).catch(String);
    expect(refused).toContain('superseded_at');
  });

  it('has parts that are found by each of their codes, with their values, whether it came in a report or by itself', async () => {
    const patientId = await somebody();
    const both = (code: string, own: string, text: string) => ({
      coding: [
        { system: 'http://loinc.org', code },
        { ...LOCAL, code: own },
      ],
      text,
    });
    const parts = (value: number) => ({
      code: { text: `Điện giải ${value}` },
      component: [
        { code: both('2823-3', 'K1', 'Kali'), ...quantity(value) },
        { code: both('2951-2', 'NA1', 'Natri'), ...quantity(value + 100) },
      ],
    });
    const inside = (await reported(patientId, [parts(4), parts(5)])).result.map(
      ({ reference }: { reference: string }) => reference.split('/')[1],
    );
    const { body: alone } = await lis.post('/fhir/R4/Observation', observation(patientId, parts(6)));
    const found = async (asked: string) => {
      const { status, body } = await lis.get(`/fhir/R4/Observation?patient=${patientId}&${asked}`);
      expect([asked, status]).toEqual([asked, 200]);
      return (body.entry ?? []).map(({ resource }: { resource: { id: string } }) => resource.id).sort();
    };
    const all = [...inside, alone.id].sort();
    for (const code of ['2823-3', 'K1', `${LOCAL.system}|NA1`, 'http://loinc.org|2951-2', 'X,K1']) {
      expect([code, await found(`component-code=${code}`)]).toEqual([code, all]);
      expect([code, await found(`combo-code=${code}`)]).toEqual([code, all]);
    }
    expect(await found('component-code=K2')).toEqual([]);
    expect(await found(`component-code-value-quantity=${LOCAL.system}|K1$lt4.5`)).toEqual([inside[0]]);
    expect(await found('component-code-value-quantity=NA1$gt104.5')).toEqual([inside[1], alone.id].sort());
    expect(await found('component-code-value-quantity=NA1$lt100')).toEqual([]);
  });

  it('of which another one says the same is told from it by its order', async () => {
    const patientId = await somebody();
    const twice = ['trái', 'phải'].map((side) => ({ code: POTASSIUM, ...quantity(4.2), bodySite: { text: side } }));
    const { result } = await reported(patientId, twice);
    const read = await Promise.all(
      result.map(
        async ({ reference }: { reference: string }) => (await lis.get(`/fhir/R4/${reference}`)).body.bodySite,
      ),
    );
    expect(read).toEqual([{ text: 'trái' }, { text: 'phải' }]);
  });
});
