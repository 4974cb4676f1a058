import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from '@jest/globals';
import { parse } from './er7/parse.js';
import { ordersIn } from './order.reader.js';
import { Reading } from './reading.js';

const SAMPLE = join(import.meta.dirname, '../../../test/hl7v2/samples/orm-example.hl7');

function read(bytes: Buffer) {
  const parsed = parse(bytes);
  if (!parsed.ok) throw new Error(parsed.why);
  const reading = new Reading();
  return { facts: ordersIn(parsed.message, reading, { offset: 7 * 60, house: [] }), errors: reading.errors };
}
const message = (type: string, ...segments: string[]) =>
  read(Buffer.from([`MSH|^~\\&|HIS|BV|EMR|BV|20261123||${type}|1|P|2.5.1`, 'PID|1||1^^^MRN', ...segments].join('\r')));

describe('orders of HL7 v2', () => {
  it('reads the public sample: who, what, by whom, why; a section it does not tell is not guessed', () => {
    const { facts, errors } = read(readFileSync(SAMPLE));
    expect(errors).toEqual([]);
    expect(facts.person).toMatchObject({ names: ['APPLESEED A JOHN'], birthDate: '1966-12-01', sex: 'male' });
    expect(facts.person.identifiers).toContainEqual(expect.objectContaining({ value: '20891312', label: 'EPI' }));
    expect(facts.orders).toEqual([
      {
        control: 'new',
        placer: '987654^EPIC',
        codes: [{ system: 'urn:hl7v2:L', code: '73610', display: 'X-RAY ANKLE 3+ VW' }],
        display: 'X-RAY ANKLE 3+ VW',
        priority: 'routine',
        question: 'ANKLE FRACTURE',
        requester: 'MATTHEWS A JAMES',
        notes: [],
      },
    ]);
  });

  it.each([
    ['ORM^O01', '2823-3^Kali^LN', '', 'laboratory'],
    ['ORM^O01', '36643-5^X-quang ngực^LN', 'RAD', 'imaging'],
    ['ORM^O01', '71045^Chest X-ray^CPT4', '', 'imaging'],
    ['ORM^O01', 'K1^Kali^L', 'CH', 'laboratory'],
    ['ORM^O01', 'K1^Kali^L', '', undefined],
    ['OML^O21', 'K1^Kali^L', '', 'laboratory'],
  ])('%s of %s in section "%s" is %s', (type, code, section, kind) => {
    const { facts } = message(type, 'ORC|NW|1', `OBR|1|1||${code}${'|'.repeat(20)}${section}`);
    expect(facts.orders![0]!.kind).toBe(kind);
  });

  it('takes priority, specimen and notes from where each version has them', () => {
    const orc = 'ORC|NW|1^HIS';
    const behind = [
      'TQ1|1||||||||S',
      'OBR|1|||2823-3^Kali^LN',
      'NTE|1||Lấy trước khi truyền',
      'SPM|1|||BLD^Máu^HL70487',
    ];
    expect(message('OML^O21', orc, ...behind).facts.orders).toMatchObject([
      { priority: 'stat', specimen: 'Máu', notes: ['Lấy trước khi truyền'] },
    ]);
  });

  it('refuses what orders nothing new: other controls, an OBR without its own ORC', () => {
    const obr = 'OBR|1|1||2823-3^Kali^LN';
    const { errors } = message('ORM^O01', 'ORC|XO|1', obr, 'ORC|NW|2', obr, obr, 'ORC|NW', 'OBR|1|||2823-3^Kali^LN');
    expect(errors.map(({ ours }) => ours).toSorted()).toEqual([
      'order-control-missing',
      'order-control-unsupported',
      'order-number-missing',
    ]);
  });
});
