import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { UnitOfWork } from '../../src/platform/database/unit-of-work.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { ObservationsService } from '../../src/clinical/observations/observations.service.js';
import { anAdmission } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

const LOINC = 'http://loinc.org';
const HEART_RATE = { system: LOINC, code: '8867-4', display: 'Heart rate' };
let world: World;
let patientId: string;
let encounterId: string;
beforeAll(async () => {
  world = await startWorld();
  ({ id: encounterId, patientId } = await anAdmission(world));
});
afterAll(() => world.close());

/** As another system tells it. */
const tell = (code: object, value: number, effectiveAt: string, fields: object = {}) =>
  runAsSystem('test', () =>
    world.app.get(UnitOfWork, { strict: false }).write((tx) =>
      world.app.get(ObservationsService, { strict: false }).recordWithin(tx, {
        patientId,
        category: 'laboratory',
        code: code as typeof HEART_RATE,
        value,
        unit: '/min',
        status: 'final',
        effectiveAt: new Date(effectiveAt),
        ...fields,
      }),
    ),
  );
const list = async (query: string) => {
  const { status, body } = await world.as('doctor').get(`/api/v1/patients/${patientId}/observations${query}`);
  expect(status).toBe(200);
  return body as { items: { value: number; unitText: string; code: { code: string } }[]; next: string | null };
};

describe('What was observed of a patient', () => {
  it('comes by code from here and from elsewhere, in the order of time, page by page', async () => {
    await tell(HEART_RATE, 61, '2020-01-01T00:00:00Z', { category: 'vital-signs' });
    await tell(HEART_RATE, 62, '2021-01-01T00:00:00Z', { category: 'vital-signs' });
    await tell({ system: LOINC, code: '2823-3', display: 'Potassium' }, 4.1, '2022-01-01T00:00:00Z');
    for (const heartRate of [81, 82]) {
      await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, { heartRate, temperature: 37 });
    }
    const seen: number[] = [];
    let page = await list('?code=8867-4&limit=1');
    for (;;) {
      seen.push(...page.items.map(({ value }) => value));
      if (!page.next) break;
      page = (await world.as('doctor').get(page.next)).body;
    }
    expect(seen).toEqual([82, 81, 62, 61]);
    expect((await list('?category=laboratory')).items.map(({ code }) => code.code)).toEqual(['2823-3']);
    expect((await list('')).items).toHaveLength(3);
  });

  it('finds glucose of the bedside under either code that it is sent by, here and over FHIR', async () => {
    const { id, patientId: other } = await anAdmission(world);
    await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, { glucose: 5.6 });
    const sent = { system: LOINC, code: '15074-8', display: 'Glucose' };
    await tell(sent, 6.1, '2022-01-01T00:00:00Z', { patientId: other, unit: 'mmol/L' });
    for (const code of ['14743-9', '15074-8']) {
      const here = await world.as('doctor').get(`/api/v1/patients/${other}/observations?code=${code}`);
      expect(here.body.items).toMatchObject([
        { value: 5.6, code: { code: '14743-9', display: 'Đường huyết mao mạch' } },
        { value: 6.1, code: { code: '15074-8' } },
      ]);
      for (const token of [code, `${LOINC}|${code}`]) {
        const fhir = await world.as('doctor').get(`/fhir/R4/Observation?patient=${other}&code=${token}`);
        const values = fhir.body.entry.map((one: { resource: { valueQuantity: { value: number } } }) => one.resource);
        expect(values).toMatchObject([{ valueQuantity: { value: 5.6 } }, { valueQuantity: { value: 6.1 } }]);
      }
    }
    const english = await world
      .as('doctor')
      .get(`/api/v1/patients/${other}/observations?code=14743-9`, { 'Accept-Language': 'en' });
    expect(english.body.items[0].code.display).toBe('Capillary blood glucose by glucometer');
  });

  it('comes whole by category, without a filter and as FHIR, however small the pages and whatever was at the same moment', async () => {
    const { id, patientId: other } = await anAdmission(world);
    const at = '2022-03-01T00:00:00.000Z';
    for (const category of ['laboratory', 'imaging', 'laboratory']) {
      await tell({ system: LOINC, code: '2823-3', display: 'Potassium' }, 4, at, { category, patientId: other });
      await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, {
        heartRate: 80,
        temperature: 37,
        effectiveAt: new Date().toISOString(),
      });
    }
    const whole = async (
      first: string,
      idsOf: (body: never) => string[],
      nextOf: (body: never) => string | null | undefined,
    ) => {
      const ids: string[] = [];
      for (let path: string | null | undefined = first; path;) {
        const { status, body } = await world.as('doctor').get(path.replace(/^https?:\/\/[^/]+/, ''));
        expect(status).toBe(200);
        ids.push(...idsOf(body as never));
        path = nextOf(body as never);
      }
      expect(new Set(ids).size).toBe(ids.length);
      return ids;
    };
    const native = (query: string) =>
      whole(
        `/api/v1/patients/${other}/observations${query}`,
        ({ items }: { items: { id: string }[] }) => items.map((item) => item.id),
        ({ next }: { next: string | null }) => next,
      );
    const fhir = (query: string) =>
      whole(
        `/fhir/R4/Observation?patient=${other}${query}`,
        ({ entry }: { entry: { resource: { id: string } }[] }) => entry.map(({ resource }) => resource.id),
        ({ link }: { link: { relation: string; url: string }[] }) =>
          link.find(({ relation }) => relation === 'next')?.url,
      );
    expect(await native('?limit=1')).toEqual(await native('?limit=100'));
    expect(await native('?limit=1&category=laboratory')).toHaveLength(2);
    expect(await native('?code=')).toHaveLength(3);
    const all = await fhir('&_count=100');
    expect(all).toHaveLength(9);
    expect(await fhir('&_count=2')).toEqual(all);
    expect(await fhir('&_count=1&category=laboratory')).toHaveLength(2);
    expect(await fhir('&_count=1&category=vital-signs,imaging')).toHaveLength(7);
    expect(await fhir('&_count=2&code=8867-4,2823-3')).toHaveLength(6);
    expect(await fhir('&code=http://loinc.org|')).toHaveLength(9);
  });

  it('shows a corrected value, never the one it corrects', async () => {
    const code = { system: LOINC, code: '718-7', display: 'Hemoglobin' };
    const { id } = await tell(code, 20, '2022-02-01T00:00:00Z');
    await tell(code, 12, '2022-02-01T00:00:00Z', { correctsId: id, status: 'corrected' });
    expect((await list('?code=718-7')).items).toEqual([expect.objectContaining({ value: 12, status: 'corrected' })]);
  });

  it('is recorded as read, and unknown patients are a 404', async () => {
    await list('?code=nothing');
    const [event] = await world.sql('SELECT * FROM audit.event ORDER BY id DESC LIMIT 1');
    expect(event).toMatchObject({ kind: 'list', entity: 'observation', patient_id: patientId, username: 'doctor' });
    const unknown = await world.as('doctor').get(`/api/v1/patients/${randomUUID()}/observations`);
    expect(unknown.status).toBe(404);
    const lab = await world.as('registrar').get(`/api/v1/patients/${patientId}/observations`);
    expect(lab.status).toBe(403);
  });

  it('has its unit as people write it, charted here or told from elsewhere', async () => {
    await tell(HEART_RATE, 63, '2019-01-01T00:00:00Z', { category: 'vital-signs' });
    await world.as('nurse').post(`/api/v1/encounters/${encounterId}/vitals`, { heartRate: 83 });
    const { items } = await list('?code=8867-4');
    expect(items.map(({ value }) => value)).toEqual(expect.arrayContaining([63, 83]));
    expect(new Set(items.map(({ unitText }) => unitText))).toEqual(new Set(['lần/phút']));
  });
});
