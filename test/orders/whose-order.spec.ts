import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, anOrder } from '../support/builders.js';
import { expectProblem } from '../support/problems.js';
import { startWorld, type World } from '../support/world.js';
import { potassium, report } from '../results/reports.js';
import type { Role } from '../../src/platform/routes/policy.js';
import { valueOf } from '../../src/kernel/list.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

type Order = Awaited<ReturnType<typeof anOrder>>;
const act = (role: Role, { id, version }: Order, action: string, body: object = {}) =>
  world.as(role).post(`/api/v1/orders/${id}/${action}`, body, { 'If-Match': `"${version}"` });

describe('A draft order', () => {
  it('is signed by its author, and by others only on behalf of the author, which the order shows', async () => {
    const draft = await anOrder(world, { signed: false });
    expectProblem(await act('department-head', draft, 'sign'), 403, 'order-of-another');
    const asOther = { onBehalfOf: world.staff.nurse.id };
    expectProblem(await act('department-head', draft, 'sign', asOther), 403, 'order-of-another');
    expectProblem(await act('doctor', draft, 'sign', { onBehalfOf: world.staff.doctor.id }), 403, 'order-of-another');
    const signed = await act('department-head', draft, 'sign', { onBehalfOf: world.staff.doctor.id });
    expect([signed.status, signed.body.signedBy.id, signed.body.signedOnBehalfOf]).toEqual([
      200,
      world.staff['department-head'].id,
      { id: world.staff.doctor.id, fullName: 'Người thử doctor' },
    ]);
    const own = await anOrder(world);
    expect((await world.as('nurse').get(`/api/v1/orders/${own.id}`)).body.signedOnBehalfOf).toBeNull();
  });
});

describe('An order of the laboratory', () => {
  it('is begun, completed and answered by the laboratory, and by no radiographer', async () => {
    const order = await anOrder(world);
    for (const action of ['start', 'complete']) {
      expectProblem(await act('radiographer', order, action), 403, 'order-of-other-kind');
    }
    const message = report([potassium(4.1)]);
    const path = `/api/v1/orders/${order.id}/results`;
    expectProblem(await world.as('radiographer').post(path, message), 403, 'order-of-other-kind');
    expect((await world.as('lab').post(path, message)).status).toBe(201);
  });

  it('is in results without an order the laboratory’s too, as images are radiography’s', async () => {
    const { patientId } = await anEncounter(world);
    const concept = (system: string, code: string) => ({ coding: [{ system, code }] });
    const of = (code: string) => [concept('http://terminology.hl7.org/CodeSystem/v2-0074', code)];
    const shown = { subject: { reference: `Patient/${patientId}` }, status: 'final', code: { text: 'Kết quả' } };
    const kalium = { ...shown, resourceType: 'Observation', code: concept('http://loinc.org', '2823-3') };
    const value = { valueQuantity: { value: 4.1, unit: 'mmol/L' }, effectiveDateTime: '2026-11-01T08:00:00Z' };
    const told = {
      resourceType: 'DiagnosticReport',
      conclusion: 'Bình thường',
      effectiveDateTime: '2026-11-01T08:00:00Z',
    };
    const [lab, imaging] = [{ category: of('LAB') }, { category: of('RAD') }];
    const pulse = { category: [concept('http://terminology.hl7.org/CodeSystem/observation-category', 'vital-signs')] };
    const seen: unknown[] = [];
    for (const [role, sent] of [
      ['radiographer', { ...kalium, ...value }],
      ['radiographer', { ...shown, ...told, ...lab }],
      [
        'radiographer',
        { ...shown, ...told, contained: [{ ...kalium, id: 'k', ...value }], result: [{ reference: '#k' }] },
      ],
      ['radiographer', { ...shown, ...told, ...imaging }],
      ['lab', { ...shown, ...told, ...imaging }],
      ['lab', { ...kalium, ...value, ...pulse }],
      ['lab', { ...shown, ...told, ...lab }],
      ['lab', { ...kalium, ...value }],
    ] as const) {
      const { resourceType } = sent as { resourceType: string };
      seen.push([role, (await world.as(role).post(`/fhir/R4/${resourceType}`, sent)).status]);
    }
    expect(seen).toEqual([
      ...[403, 403, 403, 201].map((status) => ['radiographer', status]),
      ...[403, 403, 201, 201].map((status) => ['lab', status]),
    ]);
  });

  it('is told by a nurse to have its specimen, with who and when, again if need be', async () => {
    const draft = await anOrder(world, { signed: false });
    expectProblem(await act('nurse', draft, 'collect'), 409, 'order-not-signed');
    const order = await anOrder(world);
    const at = new Date(Date.now() - 60_000).toISOString();
    const taken = await act('nurse', order, 'collect', { collectedAt: at });
    expect(taken.body).toMatchObject({
      status: 'active',
      collectedAt: at,
      collectedBy: { id: world.staff.nurse.id, fullName: 'Người thử nurse' },
      startedAt: null,
    });
    const again = await act('lab', { ...order, version: taken.body.version }, 'collect');
    expect([again.status, again.body.collectedBy.fullName]).toEqual([200, 'Người thử lab']);
    expectProblem(await act('radiographer', order, 'collect'), 403);
    expect((await act('nurse', order, 'collect', { collectedAt: '2099-01-01T00:00:00Z' })).status).toBe(400);
    const { items } = (await world.as('lab').get('/api/v1/orders?limit=100')).body;
    expect(items.find(({ id }: Order) => id === order.id)).toMatchObject({
      collectedBy: { fullName: 'Người thử lab' },
    });
  });

  it('is found by its number, whatever its state, and tells the question and the allergies', async () => {
    const { id: encounterId, patientId } = await anEncounter(world);
    const order = await anOrder(world, { encounterId });
    await world.as('lab').post(`/api/v1/orders/${order.id}/results`, report([potassium(4.1)]));
    const found = (await world.as('lab').get(`/api/v1/orders?number=${order.number.toLowerCase()}`)).body;
    expect(found.items.map(({ id, status }: { id: string; status: string }) => [id, status])).toEqual([
      [order.id, 'completed'],
    ]);
    expect((await world.as('lab').get('/api/v1/orders?number=XN00-000000')).body.items).toEqual([]);
    const allergy = { code: { display: 'Latex' }, category: 'environment', criticality: 'high' };
    expect((await world.as('nurse').post(`/api/v1/patients/${patientId}/allergies`, allergy)).status).toBe(201);
    await world.sql(
      `WITH c AS MATERIALIZED (SELECT set_config('emr.context', '{"actorKind":"system","username":"test"}', true))
       UPDATE encounter SET reason = 'Nghi hạ kali' FROM c WHERE id = $1`,
      [encounterId],
    );
    const { body } = await world.as('lab').get(`/api/v1/orders/${order.id}`);
    expect(body).toMatchObject({
      clinicalQuestion: 'Nghi hạ kali',
      allergies: [{ display: 'Latex', criticality: 'high' }],
    });
  });
});

describe('A diagnosis', () => {
  it('is recorded and refuted by doctors, not by nurses, who record allergies', async () => {
    const { patientId } = await anEncounter(world);
    const path = `/api/v1/patients/${patientId}/problems`;
    const code = { system: 'http://hl7.org/fhir/sid/icd-10', code: 'J18.9', display: 'Viêm phổi' };
    for (const role of ['nurse', 'head-nurse'] as const) {
      expectProblem(await world.as(role).post(path, { code }), 403, 'forbidden');
    }
    const { body, headers } = await world.as('doctor').post(path, { code });
    const refuted = { verificationStatus: 'refuted' };
    const address = `/api/v1/problems/${body.id as string}`;
    expectProblem(
      await world.as('nurse').patch(address, refuted, { 'If-Match': valueOf(headers, 'etag') }),
      403,
      'forbidden',
    );
    expect((await world.as('doctor').patch(address, refuted, { 'If-Match': valueOf(headers, 'etag') })).status).toBe(
      200,
    );
  });
});
