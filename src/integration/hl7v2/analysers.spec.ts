import type { IncomingFacts } from '../import/facts.js';
import { parse } from './er7/parse.js';
import { Reading } from './reading.js';
import { reportsIn } from './report.reader.js';

const SETTINGS = { offset: 7 * 60, house: ['79016'] };
function read(lines: readonly string[]): { facts: IncomingFacts; errors: string[] } {
  const parsed = parse(Buffer.from(`${lines.join('\r')}\r`));
  if (!parsed.ok) throw new Error(parsed.why);
  const reading = new Reading();
  const facts = reportsIn(parsed.message, reading, SETTINGS);
  return { facts, errors: reading.errors.map(({ ours }) => ours) };
}
/** Messages of analysers and their middleware, in the way each of them writes. */
const MESSAGES = {
  cobas: [
    'MSH|^~\\&|cobas pure||host||20261101083000+0700||OUL^R22^OUL_R22|47|P|2.5.1|||NE|AL||UNICODE UTF-8|||LAB-29^IHE',
    'PID|||79014-00000001^^^MRN^MR||Nguyen^Anh||19800203|F',
    'SPM|1|XN26-000001&BARCODE||SERPLAS^^99ROC|||||||P^^HL70369|||~~~~|||||||||||PSCO^^99ROC',
    'SAC|||XN26-000001^BARCODE|||||||50116|3',
    'OBR|1|""||20990^K^99ROC|||||||A',
    'ORC|SC||||CM',
    'TQ1|||||||||R^^HL70485',
    'OBX|1|NM|20990^K^99ROC^2823-3^Kali^LN|1/1|4.42|mmol/L^^99ROC||N^^HL70078|||F|||||ADMIN~REAL|||20261101082512',
    'TCD|20990^^99ROC|^1^:^1',
    'INV|20990|OK^^HL70383~CURRENT^^99ROC|R1|514|1|14||||||20270131||||123456',
    'OBX|2|CE|20990^K^99ROC|1/1|^^99ROC|||N^^HL70078|||F|||||ADMIN~REAL|||20261101082512',
  ],
  sysmex: [
    'MSH|^~\\&|XN-1000|Sysmex|LIS|BV|20261101091500||ORU^R01|25|P|2.3.1||||||UNICODE UTF-8',
    'PID|1||79014-00000001||NGUYEN^ANH||19800203|F',
    'PV1|1|I|NOI^101^1',
    'OBR|1||0000012345^L|01001^Automated Count^99MRC||20261101091500|20261101091000|||||||20261101091000||||||||||HM||||||||^^^^admin',
    'OBX|1|IS|08001^Take Mode^99MRC||O||||||F',
    'OBX|2|NM|6690-2^WBC^LN||12.34|10*9/L|4.00-10.00|H~N|||F',
    'OBX|3|NM|718-7^HGB^LN||65|g/L|120-160|LL|||F',
    'OBX|4|NM|777-3^PLT^LN||****|10*9/L|100-300|N|||F',
    'OBX|5|IS|12014^Left Shift?^99MRC||T||||||F',
    'OBX|6|ED|15008^WBC Histogram. BMP^99MRC||^Image^BMP^Base64^Qk0=||||||F',
  ],
  abbott: [
    'MSH|^~\\&|AlinIQ|AMS|LIS|BV|20261101100000||ORU^R01^ORU_R01|1000045|P|2.5|||AL|NE|VNM|UNICODE UTF-8',
    'PID|1|79014-00000001|79014-00000001||Nguyen^Anh^^^||19800203|F',
    'ORC|RE|XN26-000001|XN26-000001||CM',
    'OBR|1|XN26-000001|XN26-000001|GluC^Glucose C^99ABT|R|20261101093000|20261101092500||||||||SER||||||||20261101095900|||F',
    'OBX|1|NM|GluC^Glucose C^99ABT^15074-8^Glucose^LN|1|27,80|mmol/l|3.90 to 6.10|HH||N|F|||20261101095800||lab01|c16000^1|20261101095800',
    'NTE|1|I|Mẫu vỡ hồng cầu nhẹ',
    'OBX|2|ST|GluC^Glucose C^99ABT^15074-8^Glucose^LN|2|> 27.8|mmol/l||||N|F',
  ],
  beckman: [
    'MSH|^~\\&|REMISOL|BC|LIS|BV|20261101100000||ORU^R01|M1|P|2.3||||||8859/1',
    'PID|1||79014-00000001^^^BV^PI||Nguyen^Anh||198002030000|F|||||||||||',
    'ORC|RE|XN26-000001|||CM',
    'OBR|1|XN26-000001||CHEM|||20261101092500|||||||||||||||20261101100000|||F',
    'OBX|1|NM|NA^Sodium^L^2951-2^Sodium^LN||139|mmol/L|136 - 145|""|||F|||20261101095500',
    'OBX|2|NM|TNI^Troponin I^L^89579-7^hsTnI^LN||<2.3|ng/L|< 17.5|N|||F|||20261101095500',
    'OBX|3|NM|CRE^Creatinine^L^14682-9^Crea^LN||      88|umol/L|M: 62-106 F: 44-80|N|||F|||20261101095500',
    'OBX|4|NM|UREA^Urea^L||---|mmol/L|2.8-7.2||||X|||20261101095500',
    'OBX|5|ST|UPRO^Protein^L^20454-5^Protein^LN||2+ (1.0 g/L)||Âm tính|A|||F',
    'OBX|6|NM|EGFR^eGFR^L^62238-1^eGFR^LN||>90|mL/min/{1.73_m2}|>=60||||F',
  ],
} as const;

const reportOf = (name: keyof typeof MESSAGES) => {
  const { facts, errors } = read(MESSAGES[name]);
  expect(errors).toEqual([]);
  return facts.reports[0]!;
};
const valuesOf = (name: keyof typeof MESSAGES) =>
  reportOf(name).values.map(({ codes, value, valueAsSent, comparator, text }) => [
    codes.find(({ system }) => system === 'http://loinc.org')?.code ?? codes[0]?.code,
    `${comparator ?? ''}${valueAsSent ?? value ?? text ?? ''}`,
  ]);

describe('Messages of analysers', () => {
  it('cobas: the order is the number that was read from the tube, the time that of the analysis, and flags are no values', () => {
    expect(reportOf('cobas')).toMatchObject({
      placers: ['XN26-000001'],
      effectiveAt: '2026-11-01T01:25:12.000Z',
      effectiveFrom: 'OBX-19',
    });
    expect(valuesOf('cobas')).toEqual([['2823-3', '4.42']]);
  });

  it('Sysmex: what could not be counted is in words, and the sample number of another system is no order', () => {
    expect(reportOf('sysmex').placers).toEqual([]);
    expect(valuesOf('sysmex').slice(1, 4)).toEqual([
      ['6690-2', '12.34'],
      ['718-7', '65'],
      ['777-3', '****'],
    ]);
    const labelled = MESSAGES.sysmex.map((line) => line.replace('0000012345^L', 'XN26-000007^L'));
    expect(read(labelled).facts.reports[0]?.placers).toEqual(['XN26-000007']);
  });

  it('Abbott: decimal commas, zeros at the end, ranges in words, notes behind their value', () => {
    expect(valuesOf('abbott')).toEqual([
      ['15074-8', '27.80'],
      ['15074-8', '>27.8'],
    ]);
    expect(reportOf('abbott').values[0]).toMatchObject({
      ranges: [{ low: 3.9, high: 6.1 }],
      flags: ['HH'],
      notes: ['Mẫu vỡ hồng cầu nhẹ'],
    });
  });

  it('Beckman: spaces before numbers, ranges of both sexes side by side, what was not done', () => {
    expect(valuesOf('beckman')).toEqual([
      ['2951-2', '139'],
      ['89579-7', '<2.3'],
      ['14682-9', '88'],
      ['UREA', '---'],
      ['20454-5', '2+ (1.0 g/L)'],
      ['62238-1', '>90'],
    ]);
    expect(reportOf('beckman').values[2]?.ranges).toEqual([
      { low: 62, high: 106, sex: 'male' },
      { low: 44, high: 80, sex: 'female' },
    ]);
    expect(reportOf('beckman').values[3]?.status).toBe('cancelled');
  });

  it.each([
    ['Nam: 13 - 17 / Nữ: 12 - 15', 2],
    ['M: <5 F: <4', 2],
    ['M:62-106 umol/L F:44-80 umol/L', 2],
    ['Male: 4.5–5.9; Female: 4.1–5.1', 2],
    ['Nam: 13-17, Nữ: 12-15', 2],
    ['13-17 g/dL', 1],
    ['mmol/L', 1],
    ['Trẻ em: 3-5 Nam: 4-6', 1],
  ])('a range written %s', (range, count) => {
    const lines = MESSAGES.beckman.map((line) => line.replace('M: 62-106 F: 44-80', range));
    const { ranges } = read(lines).facts.reports[0]!.values[2]!;
    expect([ranges.length, ranges.every(({ low, high }) => (low ?? high) !== undefined)]).toEqual([
      count,
      count === 2 || range.startsWith('13'),
    ]);
  });

  it.each([
    ['OBR-3', 'OBR|1||XN26-000003|2823-3^K^LN|||20261101', ['XN26-000003']],
    ['ORC-3', 'OBR|1||A1|2823-3^K^LN|||20261101', []],
    ['OBR-2 before OBR-3', 'OBR|1|XN26-000004|XN26-000003|2823-3^K^LN|||20261101', ['XN26-000004']],
    ['lower case', 'OBR|1||xn26-000003|2823-3^K^LN|||20261101', ['XN26-000003']],
    ['a longer number', 'OBR|1||XN26-000003-A|2823-3^K^LN|||20261101', []],
  ])('the number of the order by %s', (_by, obr, placers) => {
    const { facts } = read([MESSAGES.beckman[0], MESSAGES.beckman[1], obr, 'OBX|1|NM|2823-3^K^LN||4|mmol/L|||||F']);
    expect(facts.reports[0]?.placers).toEqual(placers);
  });
});
