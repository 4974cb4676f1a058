import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient, anEncounter } from '../support/builders.js';
import { useFormulary } from '../../src/clinical/orders/checks/formulary.js';
import { readFormulary } from '../../src/clinical/orders/checks/formulary-file.rules.js';
import { runAsSystem } from '../../src/kernel/request-context.js';
import { ReferenceData } from '../../src/platform/reference/reference-data.js';
import { startWorld, type World } from '../support/world.js';
import { elementAt } from '../../src/kernel/list.js';

const ATC = 'http://www.whocc.no/atc';
const drug = (code: string, display: string, mg: number, more: object = {}) => ({
  kind: 'medication',
  medication: { system: ATC, code, display },
  dose: { value: mg, unit: 'mg' },
  route: 'oral',
  timing: { everyHours: 8 },
  ...more,
});
const paracetamol = (mg = 500, more: object = {}) => drug('N02BE01', 'Paracetamol 500 mg', mg, more);
const amoxicillin = (more: object = {}) => drug('J01CA04', 'Amoxicillin 500 mg', 500, more);

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => {
  useFormulary(undefined);
  return world.close();
});

const write = (encounterId: string, body: object) =>
  world.as('doctor').post(`/api/v1/encounters/${encounterId}/orders`, body);
const rulesIn = (body: { checks: { rule: string; severity: string }[] }) =>
  body.checks.map(({ rule, severity }) => `${rule} ${severity}`);
const countIn = async (encounterId: string) =>
  elementAt(await world.sql('SELECT count(*)::int AS n FROM service_order WHERE encounter_id = $1', [encounterId]), 0)
    .n;
async function allergicTo(display: string) {
  const encounter = await anEncounter(world);
  const answer = await world
    .as('doctor')
    .post(`/api/v1/patients/${encounter.patientId}/allergies`, { code: { display }, category: 'medication' });
  expect(answer.status).toBe(201);
  return encounter;
}

describe('Several orders in one request', () => {
  it('are written and signed together, in their order', async () => {
    const { id, patientId } = await anEncounter(world);
    const code = { system: 'http://loinc.org', code: '2823-3', display: 'Kali' };
    const orders = [paracetamol(), { kind: 'laboratory', code }, { kind: 'diet', code: { ...code, display: 'Cháo' } }];
    const { status, body } = await write(id, { orders, sign: true });
    expect([status, body.patientId, body.encounterId]).toEqual([201, patientId, id]);
    expect(body.orders.map(({ kind, status: state }: { kind: string; status: string }) => `${kind} ${state}`)).toEqual([
      'medication active',
      'laboratory active',
      'diet active',
    ]);
    expect(body.orders[0].signedBy.id).toBe(world.staff.doctor.id);
  });

  it('are none when one of them is wrong, and the wrong one is named', async () => {
    const { id } = await anEncounter(world);
    const { status, body } = await write(id, { orders: [paracetamol(), { ...paracetamol(), dose: undefined }] });
    expect([status, body.errors[0].pointer]).toEqual([400, '/orders/1/dose']);
    const beside = await write(id, { ...paracetamol(), orders: [paracetamol()] });
    expect([beside.status, beside.body.errors[0].pointer]).toEqual([400, '/kind']);
    expect((await write(id, { orders: [] })).status).toBe(400);
    expect(await countIn(id)).toBe(0);
  });

  it('are none when a check stops one of them', async () => {
    const { id } = await allergicTo('Penicillin');
    const { status, body } = await write(id, { orders: [paracetamol(), amoxicillin()], sign: true });
    expect([status, body.type]).toEqual([409, 'https://benhan.vn/problems/check-failed']);
    expect(body.checks).toEqual([
      expect.objectContaining({ rule: 'allergy-class', severity: 'contraindicated', order: 1 }),
    ]);
    expect(body.checks[0].message).toContain('Penicillin');
    expect(await countIn(id)).toBe(0);
  });
});

describe('A check at signing', () => {
  it.each([
    ['Amoxicilin', amoxicillin(), 'allergy-substance contraindicated'],
    [
      'Penicillin',
      drug('J01DD04', 'Ceftriaxone 1 g', 1000, { route: 'IV', timing: { everyHours: 24 } }),
      'allergy-cross-reactivity serious',
    ],
    ['Aspirin', drug('M01AE01', 'Ibuprofen 400 mg', 400), 'allergy-class contraindicated'],
  ])('compares an allergy to %s with what is ordered', async (allergy, order, rule) => {
    const { id } = await allergicTo(allergy);
    const { status, body } = await write(id, { ...order, sign: true });
    expect([status, rulesIn(body)]).toEqual([409, [rule]]);
  });

  it('stops the signature of a draft, and is signed over with a reason that stays', async () => {
    const { id } = await allergicTo('Penicillin');
    const draft = await write(id, amoxicillin());
    expect(draft.status).toBe(201);
    const sign = (body: object) =>
      world.as('doctor').post(`/api/v1/orders/${draft.body.id}/sign`, body, { 'If-Match': '"1"' });
    expect(rulesIn((await sign({})).body)).toEqual(['allergy-class contraindicated']);
    expect((await sign({ overrides: [{ rule: 'interaction', reason: 'Khác' }] })).status).toBe(409);
    expect((await sign({ overrides: [{ rule: 'allergy-class', reason: ' ' }] })).status).toBe(400);
    const signed = await sign({ overrides: [{ rule: 'allergy-class', reason: 'Đã test da âm tính' }] });
    expect(signed.body.status).toBe('active');
    expect(signed.body.checks).toContainEqual(
      expect.objectContaining({ rule: 'allergy-class', overrideReason: 'Đã test da âm tính' }),
    );
    const event = elementAt(
      await world.sql(
        `SELECT changes::text FROM audit.event WHERE entity = 'service_order' AND entity_id = $1 AND kind = 'update' ORDER BY id DESC LIMIT 1`,
        [draft.body.id],
      ),
      0,
    );
    expect(event.changes).toContain('Đã test da âm tính');
    const { body: fhir } = await world.as('doctor').get(`/fhir/R4/MedicationRequest/${draft.body.id}`);
    expect(fhir.note).toEqual([
      {
        text: expect.stringMatching(
          /^Đã ký dù có cảnh báo: .*Lý do: Đã test da âm tính\. Signed over a warning: .*\.$/,
        ),
      },
    ]);
  });

  it('tells what could not be judged instead of keeping silent', async () => {
    const { id } = await anEncounter(world);
    const { body } = await write(id, { ...drug('X99XX99', 'Thuốc lạ', 5), sign: true });
    const told = body.checks.map(({ rule, severity }: { rule: string; severity: string }) => `${rule} ${severity}`);
    expect(told).toEqual(['allergies not-judged', 'formulary not-judged']);
    expect(body.checks[1].message).toContain('chưa được kiểm tra');
  });

  it('adds up the day over all orders of a substance, also those of the same request', async () => {
    const { id } = await anEncounter(world);
    expect((await write(id, { ...paracetamol(1000), sign: true })).status).toBe(201);
    const { body } = await write(id, { ...paracetamol(1000, { timing: { everyHours: 12 } }), sign: true });
    expect(rulesIn(body)).toEqual(['duplicate-therapy serious', 'daily-dose serious']);
    expect(body.checks[1].message).toContain('5000');
    const other = await anEncounter(world);
    const both = await write(other.id, { orders: [paracetamol(1000), paracetamol(1000)], sign: true });
    expect(rulesIn(both.body)).toEqual(['duplicate-therapy serious', 'daily-dose serious']);
  });

  it('finds a dose ten times too high, and a child without weight', async () => {
    const { id } = await anEncounter(world);
    expect(rulesIn((await write(id, { ...paracetamol(10000, { timing: { once: true } }), sign: true })).body)).toEqual([
      'ten-fold-dose contraindicated',
      'daily-dose serious',
    ]);
    const patientId = (await aPatient(world, { birthDate: `${new Date().getFullYear() - 5}-01-02` })).id;
    const child = await anEncounter(world, { patientId });
    expect(rulesIn((await write(child.id, { ...paracetamol(), sign: true })).body)).toEqual(['weight serious']);
  });

  it('knows a pregnancy by its diagnosis, where nobody said anything of it', async () => {
    const [pregnant, delivered] = await Promise.all(
      ['O14.1', 'O80'].map(async (code) => {
        const { id: patientId } = await aPatient(world, { sex: 'female', birthDate: '1995-01-01' });
        const problem = { code: { system: 'http://hl7.org/fhir/sid/icd-10', code, display: 'Thai sản' } };
        expect((await world.as('doctor').post(`/api/v1/patients/${patientId}/problems`, problem)).status).toBe(201);
        const { id } = await anEncounter(world, { patientId });
        return write(id, { ...drug('C09CA01', 'Losartan 50 mg', 50, { timing: { everyHours: 24 } }), sign: true });
      }),
    );
    expect([pregnant!.status, rulesIn(pregnant!.body)]).toEqual([409, ['pregnancy contraindicated']]);
    expect([delivered!.status, rulesIn(delivered!.body)]).toEqual([
      201,
      expect.arrayContaining(['pregnancy not-judged']),
    ]);
  });

  it('lets two doctors who sign at once not both pass: the second is told of the first', async () => {
    const { id } = await anEncounter(world);
    const answers = await Promise.all([1, 2, 3].map(() => write(id, { ...paracetamol(), sign: true })));
    expect(answers.map(({ status }) => status).sort()).toEqual([201, 409, 409]);
    expect(await countIn(id)).toBe(1);
  });
});

describe('A revision', () => {
  it('is a new order that replaces the old, which ends with its reason', async () => {
    const { id } = await anEncounter(world);
    const { body: old } = await write(id, { ...paracetamol(), sign: true });
    const revise = (body: object) =>
      world.as('doctor').post(`/api/v1/orders/${old.id}/revise`, body, { 'If-Match': `"${old.version}"` });
    expect((await revise(paracetamol(1000))).status).toBe(400);
    const { status, body } = await revise({ ...paracetamol(1000), reason: 'Đau nhiều hơn' });
    expect(status).toBe(200);
    expect(body).toMatchObject({ status: 'active', replaces: old.id, dose: { value: 1000 } });
    const { body: ended } = await world.as('doctor').get(`/api/v1/orders/${old.id}`);
    expect(ended).toMatchObject({ status: 'cancelled', statusReason: 'Đau nhiều hơn' });
    expect((await revise({ ...paracetamol(1000), reason: 'Lần nữa' })).status).toBe(412);
  });
});

describe('An order set', () => {
  it('is listed with its lines, version and source', async () => {
    const { status, body } = await world.as('doctor').get('/api/v1/order-sets');
    expect(status).toBe(200);
    expect(body.items.map(({ code }: { code: string }) => code)).toEqual([
      'sepsis',
      'dengue-day-1',
      'community-pneumonia',
      'hypertension',
      'post-operative',
    ]);
    for (const set of body.items) expect(set).toMatchObject({ version: 1, source: expect.stringMatching(/./) });
  });

  it('is shown and ordered in English by whoever reads English', async () => {
    const english = { 'Accept-Language': 'en' };
    const { body } = await world.as('doctor').get('/api/v1/order-sets', english);
    const words = (value: unknown): string[] =>
      typeof value === 'string'
        ? [value]
        : value && typeof value === 'object'
          ? Object.values(value).flatMap(words)
          : [];
    expect(words(body.items).filter((text) => /[àáâãèéêìíòóôõùúýăđĩũơưạ-ỹ]/i.test(text))).toEqual([]);
    const { id } = await anEncounter(world);
    const ordered = await world.as('doctor').post(`/api/v1/encounters/${id}/order-sets/dengue-day-1`, {}, english);
    const titles = body.items[1].lines.map(({ display }: { display: string }) => display);
    const named = ordered.body.orders.map(({ code }: { code: { display: string } }) => code.display) as string[];
    expect(named.filter((display) => !titles.includes(display))).toEqual([]);
  });

  it.each(['sepsis', 'dengue-day-1', 'community-pneumonia', 'hypertension', 'post-operative'])(
    '%s is ordered and signed whole',
    async (code) => {
      const { id } = await anEncounter(world);
      const { status, body } = await world
        .as('doctor')
        .post(`/api/v1/encounters/${id}/order-sets/${code}`, { sign: true });
      expect([status, body.checks]).toEqual([201, undefined]);
      for (const order of body.orders) {
        expect(order).toMatchObject({ status: 'active', orderSet: { code, version: 1 } });
      }
    },
  );

  it('is adjusted line by line', async () => {
    const { id } = await anEncounter(world);
    const lines = [
      { key: 'chest', include: false },
      { key: 'ceftriaxone', order: { dose: { value: 2000, unit: 'mg' } } },
      { key: 'azithromycin', include: true },
    ];
    const { body } = await world
      .as('doctor')
      .post(`/api/v1/encounters/${id}/order-sets/community-pneumonia`, { lines });
    const said = body.orders.map(({ code, dose }: { code: { display: string }; dose: { value: number } | null }) => [
      code.display,
      dose?.value,
    ]);
    expect(said).toContainEqual(['Ceftriaxon 1 g', 2000]);
    expect(said).toContainEqual(['Azithromycin 500 mg', 500]);
    expect(body.orders.map(({ kind }: { kind: string }) => kind)).not.toContain('imaging');
  });

  it('there is not, and a line it does not have, are refused', async () => {
    const { id } = await anEncounter(world);
    const post = (code: string, body: object) =>
      world.as('doctor').post(`/api/v1/encounters/${id}/order-sets/${code}`, body);
    expect((await post('magic', {})).body.type).toMatch(/order-set-not-found$/);
    const { status, body } = await post('sepsis', { lines: [{ key: 'wand', include: false }] });
    expect([status, body.errors[0].pointer]).toEqual([400, '/lines/0/key']);
    expect(await countIn(id)).toBe(0);
  });
});

describe('A medicine for a child, and a dose that nobody can check', () => {
  it('is stopped by age, and signed with a reason that stays', async () => {
    const born = `${new Date().getFullYear() - 10}-01-15`;
    const patient = await aPatient(world, { birthDate: born, sex: 'male' });
    const { id } = await anEncounter(world, { patientId: patient.id });
    const vitals = { weight: 30, confirmed: ['weight'] };
    expect((await world.as('nurse').post(`/api/v1/encounters/${id}/vitals`, vitals)).status).toBe(201);
    const aspirin = drug('N02BA01', 'Aspirin 81 mg', 81, { sign: true });
    const stopped = await write(id, aspirin);
    expect(rulesIn(stopped.body)).toContain('age serious');
    const reasons = [...new Set(stopped.body.checks.map(({ rule }: { rule: string }) => rule))];
    const overrides = reasons.map((rule) => ({ rule, reason: 'Bệnh Kawasaki' }));
    const { status, body } = await write(id, { ...aspirin, overrides });
    expect(status).toBe(201);
    const age = body.checks.find(({ rule }: { rule: string }) => rule === 'age');
    expect(age).toMatchObject({ overrideReason: 'Bệnh Kawasaki', severity: 'serious' });
  });

  it('is told at the signature, on the order and in the list', async () => {
    const { id } = await anEncounter(world);
    const known = await write(id, { ...paracetamol(), sign: true });
    const unknown = await write(id, { ...drug('C03BA11', 'Indapamid 1.5 mg', 1.5), sign: true });
    const draft = await write(id, drug('A11DA01', 'Vitamin B1 100 mg', 100));
    expect([known, unknown, draft].map(({ body }) => body.doseCheck)).toEqual(['checked', 'not-checked', null]);
    expect(unknown.body.checks.map(({ message }: { message: string }) => message)).toContain(
      'Liều Indapamid 1.5 mg chưa được kiểm: chưa biết giới hạn liều của thuốc này cho người bệnh này.',
    );
    const { body } = await world.as('doctor').get(`/api/v1/encounters/${id}/orders`);
    expect(body.items.map(({ doseCheck }: { doseCheck: string }) => doseCheck)).toEqual([
      null,
      'not-checked',
      'checked',
    ]);
  });
});

describe('A formulary of the hospital', () => {
  it('takes the place of the starter in a version with its source; what it does not know is not checked', async () => {
    const { id } = await anEncounter(world);
    const text = 'atc,name,forms,routes,adult_daily_mg,source\nN02BE01,Paracetamol,viên,PO,1200,Dược thư 2026';
    const { drugs } = readFormulary(text);
    const set = {
      kind: 'formulary',
      code: 'hospital',
      content: { drugs, confirmedBy: 'DS. Hoa' },
      source: 'BV',
      sha256: 'a'.repeat(64),
    } as const;
    const reference = world.app.get(ReferenceData, { strict: false });
    expect(await runAsSystem('test', () => reference.store(set))).toBe(1);
    const refused = await write(id, { ...paracetamol(500), sign: true });
    expect([refused.status, rulesIn(refused.body)]).toEqual([409, ['daily-dose serious']]);
    expect(refused.body.checks[0].source).toBe('Dược thư 2026');
    const search = async (q: string) => (await world.as('doctor').get(`/api/v1/formulary?q=${q}`)).body;
    const found = await search('para');
    expect(found.formulary).toEqual({ version: '1', source: 'BV', confirmed: true });
    expect(found.items).toEqual([
      expect.objectContaining({
        notChecked: ['strengths', 'child-dose'],
        notCheckedText: 'Chưa kiểm: hàm lượng, liều trẻ em',
      }),
    ]);
    expect(await search('amoxi')).toMatchObject({
      items: [],
      notCheckedText: expect.stringContaining('không được kiểm tra'),
    });
    const unknown = await write(id, { ...amoxicillin(), sign: true });
    expect(rulesIn(unknown.body)).toContain('formulary not-judged');
    expect(
      (
        await world.sql("SELECT judged->>'formulary' AS version FROM service_order WHERE id = $1", [unknown.body.id])
      )[0],
    ).toEqual({ version: '1 (BV)' });
  });
});
