import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { aPatient, anEncounter } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, message, pid, PUBLIC_URL, type Ack, type Lis } from './messages.js';

let world: World;
let his: Lis;
let other: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  his = await aLis(world, 'his', ['system/ServiceRequest.c']);
  other = await aLis(world, 'other-his', ['system/ServiceRequest.c']);
});
afterAll(() => world.close());

async function admitted() {
  const patient = await aPatient(world, { fullName: 'Lê Thị Ngọc Ánh' });
  const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
  return { patient, encounterId };
}
const POTASSIUM = '2823-3^Kali^LN';
const ordering = (
  control: string,
  placer: string,
  { type = 'ORM^O01^ORM_O01', code = POTASSIUM, section = 'LAB', id }: Record<string, string | undefined> = {},
) => [[`ORC|${control}|${placer}`, `OBR|1|${placer}||${code}${'|'.repeat(20)}${section}`], { type, id }] as const;
const aMessage = (patient: Parameters<typeof pid>[0], [segments, fields]: ReturnType<typeof ordering>) =>
  message([pid(patient), ...segments], fields);

const ordersOf = async (encounterId: string) =>
  (await world.as('doctor').get(`/api/v1/encounters/${encounterId}/orders`)).body.items;
const orc = ({ text }: Ack) => text.split('\r').find((line) => line.startsWith('ORC|'));
const reasons = ({ errors }: Ack) => errors.map(({ ours }) => ours);
const sign = (order: { id: string; version: number }, as: 'doctor' | 'nurse' = 'doctor') =>
  world.as(as).post(`/api/v1/orders/${order.id}/sign`, {}, { 'If-Match': `"${order.version}"` });

describe('An order that comes as HL7 v2', () => {
  it('is a draft of its sender, and has effect once a doctor signs: then it is the order of that doctor', async () => {
    const { patient, encounterId } = await admitted();
    const ack = await his.send(aMessage(patient, ordering('NW', 'H1^HIS')));
    const [draft] = await ordersOf(encounterId);
    expect(ack).toMatchObject({ code: 'AA', errors: [] });
    expect([ack.text.includes('|ORR^O02^ORR_O02|'), orc(ack)]).toEqual([true, `ORC|OK|H1^HIS|${draft.number}`]);
    expect(draft).toMatchObject({
      kind: 'laboratory',
      status: 'draft',
      requestedBy: null,
      code: { code: '2823-3', display: 'Kali' },
      source: { sender: 'his', system: 'LIS|XN', number: 'H1^HIS' },
    });
    const { body } = await world.as('lab').get('/api/v1/orders?status=draft&kind=laboratory');
    expect(body.items).toContainEqual(expect.objectContaining({ id: draft.id, status: 'draft' }));
    expect((await sign(draft, 'nurse')).status).toBe(403);
    const signed = await sign(draft);
    expect(signed.body).toMatchObject({ status: 'active', signedOnBehalfOf: null });
    expect(signed.body.requestedBy).toEqual(signed.body.signedBy);
    const history = await world.as('doctor').get(`/api/v1/orders/${draft.id}/history`);
    expect(history.body.items[0].by).toMatchObject({ id: null, username: 'his' });
  });

  it('that comes again is answered as before, and is there once; by two at once, too', async () => {
    const { patient, encounterId } = await admitted();
    const text = aMessage(patient, ordering('NW', 'H2', { type: 'OML^O21^OML_O21', section: '', id: 'AGAIN-1' }));
    const [one, two] = await Promise.all([his.send(text), his.send(text)]);
    expect([one.code, two.text, one.text.includes('|ORL^O22^ORL_O22|')]).toEqual(['AA', one.text, true]);
    expect(await ordersOf(encounterId)).toHaveLength(1);
    expect(reasons(await his.send(aMessage(patient, ordering('NW', 'H2'))))).toEqual(['kept', 'order-sent-before']);
    expect(await ordersOf(encounterId)).toHaveLength(1);
  });

  it('about two patients is refused; one who is named again is one', async () => {
    const [one, two] = [await admitted(), await admitted()];
    const [segments, fields] = ordering('NW', 'H21');
    const ack = await his.send(message([pid(one.patient), pid(two.patient), ...segments], fields));
    expect([ack.code, reasons(ack)]).toEqual(['AE', ['person-twice']]);
    const again = pid(one.patient).replace('PID|1', 'PID|2');
    expect((await his.send(message([pid(one.patient), again, ...segments], fields))).code).toBe('AA');
    expect([await ordersOf(one.encounterId), await ordersOf(two.encounterId)]).toMatchObject([
      [{ status: 'draft' }],
      [],
    ]);
  });

  it('waits for a person when the patient or the encounter is in doubt, who then says whose it is', async () => {
    const { patient, encounterId } = await admitted();
    const away = await aPatient(world, { fullName: 'Trần Văn Bình' });
    const order = ordering('NW', 'H3', { code: '71045^X-quang ngực^CPT4', section: '' });
    expect(reasons(await his.send(aMessage(away, order)))).toEqual(['kept', 'encounter-missing']);
    const ack = await his.send(aMessage({ ...patient, name: 'PHẠM^DUNG', birthDate: '19500101' }, order));
    expect([reasons(ack), orc(ack)]).toEqual([['kept', 'name-differs', 'birth-date-differs'], undefined]);
    expect(await ordersOf(encounterId)).toEqual([]);
    const { items } = (await world.as('lab').get('/api/v1/results/unmatched?limit=100')).body;
    const entry = items.at(-1);
    expect(entry.reports).toEqual(['X-quang ngực']);
    const assigned = await world
      .as('lab')
      .post(
        `/api/v1/results/unmatched/${entry.id}/assign`,
        { patientId: patient.id, reason: 'Đã gọi phòng khám xác nhận', confirmed: true },
        { 'If-Match': `"${entry.version}"` },
      );
    expect([assigned.status, assigned.body.status]).toEqual([200, 'assigned']);
    expect(await ordersOf(encounterId)).toMatchObject([{ kind: 'imaging', status: 'draft', source: { number: 'H3' } }]);
  });

  it('is taken back by its sender while it is a draft; after that a person decides', async () => {
    const { patient, encounterId } = await admitted();
    await his.send(aMessage(patient, ordering('NW', 'H4')));
    expect(reasons(await other.send(aMessage(patient, ordering('CA', 'H4'))))).toEqual(['kept', 'order-unknown']);
    const [draft] = await ordersOf(encounterId);
    const ack = await his.send(aMessage(patient, ordering('CA', 'H4')));
    expect([ack.errors, orc(ack)]).toEqual([[], `ORC|CR|H4|${draft.number}`]);
    await his.send(aMessage(patient, ordering('NW', 'H5')));
    const [active] = await ordersOf(encounterId);
    expect((await sign(active)).status).toBe(200);
    expect(reasons(await his.send(aMessage(patient, ordering('CA', 'H5'))))).toEqual(['kept', 'order-is-active']);
    expect((await ordersOf(encounterId)).map(({ status }: { status: string }) => status)).toEqual([
      'active',
      'cancelled',
    ]);
  });

  it('of another kind is refused with words, and so is who may only send results', async () => {
    const { patient } = await admitted();
    const changed = await his.send(aMessage(patient, ordering('XO', 'H6')));
    expect(changed).toMatchObject({ code: 'AE', errors: [{ at: 'ORC^1^1^1', ours: 'order-control-unsupported' }] });
    const lis = await aLis(world, 'lis');
    expect((await lis.send(aMessage(patient, ordering('NW', 'H7')))).status).toBe(403);
  });
});
