import { afterAll, beforeAll, expect, it } from '@jest/globals';
import { anEncounter, anOrder, aPatient } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { aLis, hl7Time, message, obr, pid, potassiumOf, PUBLIC_URL, type Lis } from './messages.js';

let world: World;
let lis: Lis;
beforeAll(async () => {
  world = await startWorld({ PUBLIC_URL });
  lis = await aLis(world, 'lis', ['system/DiagnosticReport.c', 'system/DocumentReference.c']);
});
afterAll(() => world.close());

const NAMES = ['Lê Thị Ngọc Ánh', 'Trần Văn Bình'] as const;
async function ordered(fullName: string) {
  const patient = await aPatient(world, { fullName });
  const { id: encounterId } = await anEncounter(world, { patientId: patient.id });
  return { patient, fullName, order: await anOrder(world, { encounterId }) };
}
const twoOrdered = () => Promise.all([ordered(NAMES[0]), ordered(NAMES[1])]);
type Ordered = Awaited<ReturnType<typeof ordered>>;

const personOf = ({ patient, fullName }: Ordered) => pid({ mrn: patient.mrn, name: fullName });
const lines = (one: Ordered, filler: string, value: string) => [
  personOf(one),
  obr(one.order.number, filler),
  potassiumOf(value),
];
const resultsOf = async ({ patient }: Ordered) =>
  (await world.as('doctor').get(`/api/v1/patients/${patient.id}/results`)).body.items.map(
    ({ observations }: { observations: { valueText: string }[] }) => observations.map((one) => one.valueText),
  );
const logged = async (id: string) =>
  (await world.as('lab').get(`/api/v1/messages?controlId=${encodeURIComponent(id)}`)).body.items.map(
    ({ controlId, state, patientId }: Record<string, string>) => ({ controlId, state, patientId }),
  );

it('Each patient of a message has their own results, however their lines end, and it is acknowledged once', async () => {
  const [one, other] = await twoOrdered();
  const text = message([...lines(one, 'S1', '4.1'), ...lines(other, 'S2', '7.2')], { id: 'SEVERAL-1' });
  const ack = await lis.send(text.replaceAll('\r', '\r\n'));
  expect([ack.code, ack.of, ack.errors, ack.text.match(/MSH/g)]).toEqual(['AA', 'SEVERAL-1', [], ['MSH']]);
  expect([await resultsOf(one), await resultsOf(other)]).toEqual([[['4.1']], [['7.2']]]);
  expect(await logged('SEVERAL-1')).toEqual([
    { controlId: 'SEVERAL-1#2', state: 'filed', patientId: other.patient.id },
    { controlId: 'SEVERAL-1', state: 'filed', patientId: one.patient.id },
  ]);
  // Whoever may see one of them reads nothing of the other there.
  const { body } = await world.as('lab').get('/api/v1/messages?controlId=SEVERAL-1');
  const { content } = (await world.as('lab').get(`/api/v1/messages/${body.items[1].id}`)).body;
  expect([content.includes(one.patient.mrn), content.includes(other.patient.mrn)]).toEqual([true, false]);
});

it('A number of the sender’s own is never that of another message’s second patient', async () => {
  const [one, other] = await twoOrdered();
  await lis.send(message([...lines(one, 'H1', '4.1'), ...lines(other, 'H2', '4.2')], { id: 'HASH-1' }));
  const third = await ordered(NAMES[0]);
  const ack = await lis.send(message(lines(third, 'H3', '4.3'), { id: 'HASH-1#2' }));
  // As one that had come before with something else it would be told of.
  expect([ack.code, ack.errors]).toEqual(['AA', []]);
  expect(await logged('HASH-1')).toHaveLength(2);
  expect(await logged('HASH-1#2')).toEqual([
    { controlId: 'HASH-1#2', state: 'filed', patientId: third.patient.id },
    { controlId: 'HASH-1#2', state: 'filed', patientId: other.patient.id },
  ]);
});

it('Sent again it is answered as before, and makes nothing new', async () => {
  const [one, other] = await twoOrdered();
  const text = message([...lines(one, 'S3', '4.1'), ...lines(other, 'S4', '4.2')]);
  const first = await lis.send(text);
  const again = await lis.send(text.replace(/(?<=\|BV\|)\d+/, hl7Time(-1)));
  expect([first.code, again.text]).toEqual(['AA', first.text]);
  expect([await resultsOf(one), await resultsOf(other)]).toEqual([[['4.1']], [['4.2']]]);
});

it('Who is not known waits for a person, and the others are filed; its place is told by its number in the message', async () => {
  const one = await ordered(NAMES[0]);
  const unknown = [
    pid({ mrn: '79016-99999990', name: 'Nobody', birthDate: '1990-01-01' }),
    obr('', 'S6'),
    potassiumOf(4.4),
  ];
  const ack = await lis.send(message([...unknown, ...lines(one, 'S5', '4.3'), ...unknown.map(renamed)]));
  expect(ack.code).toBe('AA');
  expect(ack.errors.filter(({ ours }) => ours === 'kept')).toHaveLength(1);
  expect(ack.errors.filter(({ ours }) => ours === 'patient-unknown').map(({ at }) => at)).toEqual([
    'PID^1^3^1',
    'PID^3^3^1',
  ]);
  expect(await resultsOf(one)).toEqual([['4.3']]);
});
const renamed = (line: string) => line.replace('99999990', '99999981').replace('Nobody', 'Other').replace('S6', 'S7');

it('That something waits is said in the acknowledgement, though the first of them was filed', async () => {
  const one = await ordered(NAMES[0]);
  const nobody = [pid({ mrn: '79016-99999970', name: 'Nobody', birthDate: '1990-01-01' }), obr('', 'S21')];
  const filed = await lis.send(message([...lines(one, 'S20', '4.1'), ...nobody, potassiumOf(4.4)]));
  const waiting = await lis.send(message([...nobody, potassiumOf(4.4)]));
  const [said, alone] = [filed, waiting].map(({ text }) => /MSA\|AA\|[^|\r]+\|([^|\r]+)/.exec(text)?.[1]);
  expect(alone).toBeDefined();
  expect(said).toBe(alone);
});

it('A fault in what is said of one of them refuses the whole, with its place; nothing of it is filed', async () => {
  const [one, other] = await twoOrdered();
  const faulty = lines(other, 'S9', '4.2').map((line) => line.replace(/\|F$/, '|?'));
  const ack = await lis.send(message([...lines(one, 'S8', '4.1'), ...faulty], { id: 'SEVERAL-2' }));
  expect([ack.code, ack.errors.map(({ at }) => at)]).toEqual(['AE', expect.arrayContaining(['OBX^2^11^1'])]);
  expect([await resultsOf(one), await resultsOf(other)]).toEqual([[], []]);
  expect(await logged('SEVERAL-2')).toMatchObject([{ controlId: 'SEVERAL-2', state: 'refused' }]);
});

it('Results before the first of several patients are nobody’s: the whole is refused', async () => {
  const [one, other] = await twoOrdered();
  const [who, ...what] = lines(one, 'S10', '4.1');
  const ack = await lis.send(message([...what, who!, ...lines(other, 'S11', '4.2')]));
  expect([ack.code, ack.errors.map(({ ours, at }) => [ours, at])]).toEqual(['AE', [['person-unclear', 'PID^1']]]);
});

it('One patient named again before each request is one patient', async () => {
  const one = await ordered(NAMES[0]);
  const more = obr(one.order.number, 'S13', { place: 2 });
  const again = personOf(one).replace('PID|1', 'PID|2');
  const ack = await lis.send(message([...lines(one, 'S12', '4.1'), again, more, potassiumOf('4.1')]));
  expect([ack.code, ack.errors]).toEqual(['AA', []]);
  expect(await resultsOf(one)).toHaveLength(1);
});

it('A document about two is refused: nobody gets the other’s', async () => {
  const [one, other] = await twoOrdered();
  const document = [
    'TXA|1|11488-4^Consultation^LN|TX|20261101080000||||||||DOC-1|||||AU',
    'OBX|1|TX|1^Text||Chest is clear||||||F',
  ];
  const ack = await lis.send(message([personOf(one), personOf(other), ...document], { type: 'MDM^T02^MDM_T02' }));
  expect([ack.code, ack.errors.map(({ ours }) => ours)]).toEqual(['AE', ['person-twice']]);
});

it('Of a batch each message is acknowledged by itself: what one says wrongly costs the others nothing', async () => {
  const [one, other] = await twoOrdered();
  const head = ['FHS|^~\\&|LIS|XN|EMR|BV|20261101', 'BHS|^~\\&|LIS|XN|EMR|BV|20261101'].join('\r');
  const both = message([...lines(one, 'S14', '4.1'), ...lines(other, 'S15', '4.2')], { id: 'SEVERAL-3' });
  const wrong = message([personOf(one), potassiumOf('5.0')], { id: 'SEVERAL-4' });
  const last = message(lines(other, 'S16', '4.9'), { id: 'SEVERAL-5' });
  const { text } = await lis.send(`${head}\r${both}${wrong}${last}BTS|3\rFTS|1\r`);
  const acknowledged = [...text.matchAll(/MSA\|(\w+)\|([\w-]+)/g)].map(([, code, id]) => [code, id]);
  expect(acknowledged).toEqual([
    ['AA', 'SEVERAL-3'],
    ['AE', 'SEVERAL-4'],
    ['AA', 'SEVERAL-5'],
  ]);
  expect(text).toMatch(/^BHS\|.*BTS\|3\r$/s);
  expect(await resultsOf(one)).toEqual([['4.1']]);
});
