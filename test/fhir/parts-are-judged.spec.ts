import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anOrder, PANEL } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
}, 120_000);
afterAll(() => world?.close());

const part = (code: string, display: string, said: object) => ({
  ...{ code: { coding: [{ system: 'http://loinc.org', code, display }], text: display }, ...said },
});
const quantity = (value: number, unit: string, code?: string) => ({
  valueQuantity: { value, unit, ...(code && { system: 'http://unitsofmeasure.org', code }) },
});

/** How the doctor sees one result that is made of parts. */
async function seen(component: object[]) {
  const order = await anOrder(world, { code: PANEL });
  const subject = { reference: `Patient/${order.patientId}` };
  const shared = { status: 'final', subject, effectiveDateTime: new Date(Date.now() - 3_600_000).toISOString() };
  const code = { coding: [{ system: 'http://loinc.org', code: '24336-0', display: 'Khí máu' }], text: 'Khí máu' };
  const answer = await world.as('lab').post('/fhir/R4/DiagnosticReport', {
    ...{ resourceType: 'DiagnosticReport', ...shared, code: { text: 'Khí máu' }, result: [{ reference: '#v' }] },
    basedOn: [{ reference: `ServiceRequest/${order.id}` }],
    contained: [{ resourceType: 'Observation', id: 'v', ...shared, code, component }],
  });
  expect([answer.status, answer.body.issue]).toEqual([201, undefined]);
  const { body } = await world.as('doctor').get(`/api/v1/results/${answer.body.id}`);
  const tasks = await world.sql("SELECT id FROM task WHERE kind = 'critical-result' AND focus_id = $1", [body.id]);
  return { report: body, value: body.observations[0], tasks };
}

describe('A result that is made of parts', () => {
  it('is critical when one of them is, and somebody is told', async () => {
    const { report, value, tasks } = await seen([
      part('2744-1', 'pH', quantity(7.35, '[pH]')),
      part('2823-3', 'Kali', quantity(7.1, 'mmol/L')),
    ]);
    expect([report.critical, value.critical, tasks.length]).toEqual([true, true, 1]);
    expect(value.components.map(({ critical }: { critical: boolean }) => critical)).toEqual([false, true]);
  });

  it('tells of each part what was told of the whole: when it came it was new, and its sender may have flagged it', async () => {
    const criticalOf = ({ value }: Awaited<ReturnType<typeof seen>>) => [
      value.critical,
      ...value.components.map(({ critical }: { critical: boolean }) => critical),
    ];
    // Critical when it is new alone.
    expect(criticalOf(await seen([part('14682-9', 'Creatinin', quantity(900, 'umol/L'))]))).toEqual([true, true]);
    const coding = [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'HH' }];
    const flagged = part('1742-6', 'ALT', { ...quantity(9000, 'U/L'), interpretation: [{ coding }] });
    expect(criticalOf(await seen([flagged]))).toEqual([true, true]);
    expect(criticalOf(await seen([part('2823-3', 'Kali', { valueString: '7,1 mmol/L' })]))).toEqual([true, true]);
  });

  it('of how much of a medicine stops a germ asks nobody to judge the amount', async () => {
    const interpretation = [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'S' }] },
    ];
    const { value } = await seen([part('18906-8', 'Ciprofloxacin', { ...quantity(0.5, 'mg/dL'), interpretation })]);
    const uncoded = {
      ...part('', 'Cefoxitin', { ...quantity(4, 'ug/mL'), interpretation }),
      code: { text: 'Cefoxitin' },
    };
    const { value: other } = await seen([uncoded]);
    expect([value.components[0].notJudgedText, other.components[0].notJudgedText]).toEqual([null, null]);
  });

  it('whose units contradict each other was not judged, and says so of the part', async () => {
    const { report, value, tasks } = await seen([part('718-7', 'Hemoglobin', quantity(70, 'g/L', 'g/dL'))]);
    expect([report.critical, value.critical, value.notJudgedBecause, tasks]).toEqual([
      null,
      null,
      'unit-contradicts',
      [],
    ]);
    expect(value.components[0].notJudgedText).toContain('hai đơn vị khác nhau');
  });

  it('in a unit that fits nothing was not judged, and one of sound parts was', async () => {
    expect((await seen([part('2823-3', 'Kali', quantity(4, 'mm[Hg]'))])).value.notJudgedBecause).toBe('unit-unfit');
    const { value } = await seen([part('2823-3', 'Kali', quantity(4, 'mEq/L'))]);
    expect([value.critical, value.notJudgedBecause]).toEqual([false, null]);
  });

  it('of sensitivities shows each, and asks nobody to judge them', async () => {
    const interpretation = [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'R' }] },
    ];
    const { value } = await seen([part('18906-8', 'Ciprofloxacin', { valueString: 'Kháng', interpretation })]);
    expect(value.components).toEqual([
      expect.objectContaining({ text: 'Kháng', interpretation: 'R', notJudgedText: null }),
    ]);
    expect(value.notJudgedBecause).toBeNull();
  });

  it('is told in the chart in the language of whoever opens it', async () => {
    const interpretation = [
      { coding: [{ system: 'http://terminology.hl7.org/CodeSystem/v3-ObservationInterpretation', code: 'R' }] },
    ];
    const { report } = await seen([part('18866-4', 'Amikacin', { ...quantity(0.75, 'mg/L'), interpretation })]);
    const inChart = async (language: string) => {
      const path = `/api/v1/patients/${report.patientId}/chart`;
      const { body } = await world.as('doctor').get(path, { 'Accept-Language': language });
      return body.results[0].observations[0];
    };
    expect((await inChart('vi')).text).toBe('Amikacin: 0,75 mg/L (kháng)');
    expect((await inChart('en')).text).toBe('Amikacin: 0.75 mg/L (resistant)');
    expect(await inChart('en')).not.toHaveProperty('components');
  });
});

describe('A panel of which tests come one by one', () => {
  const ELECTROLYTES = { code: '24326-1', display: 'Điện giải đồ' };
  const NAMES: Readonly<Record<string, string>> = { '2823-3': 'Kali', '2951-2': 'Natri', '2075-0': 'Clo' };
  const at = new Date(Date.now() - 3_600_000).toISOString();
  async function ordered(code = ELECTROLYTES) {
    const order = await anOrder(world, { code });
    const about = {
      subject: { reference: `Patient/${order.patientId}` },
      basedOn: [{ reference: `ServiceRequest/${order.id}` }],
    };
    const send = (resource: object & { resourceType: string }) =>
      world
        .as('lab')
        .post(`/fhir/R4/${resource.resourceType}`, { status: 'final', effectiveDateTime: at, ...about, ...resource });
    const one = (code: string, value: number) => ({
      ...{ resourceType: 'Observation', code: { coding: [{ system: 'http://loinc.org', code }], text: NAMES[code]! } },
      valueQuantity: { value, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    });
    const report = (code: string, values: readonly [string, number][], more: object = {}) => ({
      ...{
        resourceType: 'DiagnosticReport',
        code: { coding: [{ system: 'http://loinc.org', code }], text: 'Kết quả' },
      },
      contained: values.map(([test, value], n) => ({
        ...{ ...one(test, value), id: `v${n}`, status: 'final' },
        ...{ subject: about.subject, effectiveDateTime: at },
      })),
      result: values.map((_, n) => ({ reference: `#v${n}` })),
      ...more,
    });
    const now = async () => {
      const doctor = world.as('doctor');
      const { body } = await doctor.get(`/api/v1/orders/${order.id}`);
      const { items } = (await doctor.get(`/api/v1/encounters/${order.encounterId}/results`)).body;
      return [body.status, ...items.map((item: { awaited: string[] }) => item.awaited.join())] as string[];
    };
    return { order, send, one, report, now };
  }

  it('waits until a value of each has come, and says which have not, sent alone and in reports', async () => {
    const alone = await ordered();
    expect((await alone.send(alone.one('2823-3', 4.1))).status).toBe(201);
    expect(await alone.now()).toEqual(['active', 'Natri,Clo']);
    expect((await alone.send(alone.one('2951-2', 140))).status).toBe(201);
    expect(await alone.now()).toEqual(['active', 'Clo']);
    await alone.send(alone.one('2075-0', 101));
    expect(await alone.now()).toEqual(['completed', '']);
    const inReports = await ordered();
    await inReports.send(inReports.report('2823-3', [['2823-3', 4.1]]));
    expect(await inReports.now()).toEqual(['active', 'Natri,Clo']);
    await inReports.send(inReports.report('2951-2', [['2951-2', 140]]));
    await inReports.send(inReports.report('2075-0', [['2075-0', 101]]));
    expect((await inReports.now())[0]).toBe('completed');
  });

  it('is complete when the laboratory says so of the panel, with values and without; not while it says partial', async () => {
    const whole = await ordered();
    await whole.send(whole.report('24326-1', [['2823-3', 4.1]], { status: 'partial' }));
    expect(await whole.now()).toEqual(['active', 'Natri,Clo']);
    await whole.send(whole.report('24326-1', [['2823-3', 4.1]]));
    expect((await whole.now())[0]).toBe('completed');
    const later = await ordered();
    await later.send(later.one('2823-3', 4.1));
    await later.send(later.report('24326-1', [['2823-3', 4.1]]));
    expect((await later.now())[0]).toBe('completed');
  });

  it('does not wait for what the laboratory could not make', async () => {
    const { send, one, now } = await ordered();
    await send(one('2823-3', 4.1));
    await send(one('2951-2', 140));
    await send({
      ...one('2075-0', 0),
      valueQuantity: undefined,
      status: 'cancelled',
      dataAbsentReason: { text: 'Mẫu vỡ' },
    } as never);
    expect((await now())[0]).toBe('completed');
  });

  it('keeps what was said of the others when one is withdrawn or cancelled', async () => {
    const { send, report, now } = await ordered();
    await send({ ...report('2823-3', [['2823-3', 4.1]]), id: 'k' } as never);
    await send({ ...report('2951-2', [['2951-2', 140]]), id: 'na' } as never);
    await send({ ...report('2075-0', [['2075-0', 101]]), id: 'cl' } as never);
    expect((await now())[0]).toBe('completed');
    const withdrawn = await send({ ...report('2823-3', [], { status: 'entered-in-error' }), id: 'k' } as never);
    expect(withdrawn.status).toBe(200);
    expect(await now()).toEqual(['active', 'Kali']);
    await send(report('2823-3', [['2823-3', 4.3]], { status: 'corrected' }));
    expect((await now())[0]).toBe('completed');
  });

  it('is followed by every order that the reports name, and holds the parts of a smaller one that came as one value', async () => {
    const first = await ordered();
    const second = await anOrder(world, { encounterId: first.order.encounterId, code: ELECTROLYTES });
    const basedOn = [first.order, second].map(({ id }) => ({ reference: `ServiceRequest/${id}` }));
    const values = [
      ['2823-3', 4.1],
      ['2951-2', 140],
      ['2075-0', 101],
    ] as const;
    for (const [code, value] of values) await first.send(first.report(code, [[code, value]], { basedOn }));
    expect((await world.as('doctor').get(`/api/v1/orders/${second.id}`)).body.status).toBe('completed');
    const basic = await ordered({ code: '24320-4', display: 'Sinh hoá cơ bản' });
    const component = values.map(([code, value]) => part(code, NAMES[code]!, quantity(value, 'mmol/L')));
    const whole = { ...basic.one('24326-1', 0), valueQuantity: undefined, component };
    expect((await basic.send(whole as never)).status).toBe(201);
    expect(await basic.now()).toEqual(['active', 'Urê,Creatinin,Glucose']);
  });

  it('of a value that came alone, and is taken back alone, the sender is answered, and the order waits again', async () => {
    for (const code of [{ code: '2823-3', display: 'Kali' }, ELECTROLYTES]) {
      const { send, one, now } = await ordered(code);
      await send(one('2823-3', 4.1));
      const back = await send({ ...one('2823-3', 4.1), status: 'entered-in-error' } as never);
      expect([back.status, back.body.status, (await now())[0]]).toEqual([201, 'entered-in-error', 'active']);
    }
  });

  it('shows no value that was withdrawn, by whichever code of the test', async () => {
    const { send, report, now } = await ordered();
    await send({ ...report('2823-3', [['6298-4', 4.1]]), id: 'k-blood' } as never);
    await send(report('2951-2', [['2951-2', 140]]));
    expect(await now()).toEqual(['active', 'Clo']);
    await send({ ...report('2823-3', [], { status: 'entered-in-error' }), id: 'k-blood' } as never);
    expect(await now()).toEqual(['active', 'Kali,Clo']);
  });

  it('stays complete when the withdrawal of a report before it is sent again', async () => {
    const { send, report, now } = await ordered();
    const all: [string, number][] = [
      ['2823-3', 4.1],
      ['2951-2', 140],
      ['2075-0', 101],
    ];
    const withdrawal = { ...report('24326-1', [], { status: 'entered-in-error' }), id: 'first' };
    await send({ ...report('24326-1', all), id: 'first' } as never);
    await send(withdrawal);
    expect((await now())[0]).toBe('active');
    await send({ ...report('24326-1', all), id: 'second' } as never);
    expect((await now())[0]).toBe('completed');
    expect((await send({ ...withdrawal, conclusion: 'Nhầm ống.' } as never)).status).toBe(200);
    expect((await now())[0]).toBe('completed');
  });
});
