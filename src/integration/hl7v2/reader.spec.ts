import fc from 'fast-check';
import type { IncomingFacts } from '../import/facts.js';
import { parse } from './er7/parse.js';
import { Reading } from './reading.js';
import { reportsIn } from './report.reader.js';

const SETTINGS = { offset: 7 * 60, house: ['79016'] };

/** The facts of a message that is all right. */
function factsOf(bytes: Buffer): IncomingFacts {
  const parsed = parse(bytes);
  if (!parsed.ok) throw new Error(parsed.why);
  const reading = new Reading();
  const facts = reportsIn(parsed.message, reading, SETTINGS);
  expect(reading.errors).toEqual([]);
  return facts;
}
const message = (segments: readonly string[], signs = '|^~\\&', end = '\r', set = 'UNICODE UTF-8') => {
  const f = signs[0]!;
  return (
    [
      `MSH${signs}${f}A${f}B${f}C${f}D${f}20261123${f}${f}ORU^R01${f}1${f}P${f}2.5.1${f.repeat(6)}${set}`,
      ...segments,
    ].join(end) + end
  );
};
const read = (...segments: string[]) => factsOf(Buffer.from(message(['PID|1||1^^^MRN', ...segments])));
const OBR = 'OBR|1|||24323-8^Panel^LN|||20261101080000';
/** The value of one OBX, by type and what stands in OBX-5. */
const valueOf = (type: string, value: string, rest = 'mmol/L|3.5-5.1||||F') =>
  read(OBR, `OBX|1|${type}|2823-3^Kali^LN||${value}|${rest}`).reports[0]!.values[0]!;

describe('values of every type', () => {
  it.each([
    ['NM', '5.90', { value: 5.9, valueAsSent: '5.90' }],
    ['NM', '+007', { value: 7, valueAsSent: '007' }],
    ['NM', '.5', { value: 0.5, valueAsSent: '.5' }],
    ['NM', '5,9', { value: 5.9 }],
    ['NM', '1,234', { text: '1,234' }],
    ['NM', '<5', { value: 5, comparator: '<' }],
    ['NM', '>=100', { value: 100, comparator: '>=' }],
    ['NM', '≤ 0,1', { value: 0.1, comparator: '<=' }],
    ['NM', '1:64', { text: '1:64' }],
    ['NM', 'vỡ hồng cầu', { text: 'vỡ hồng cầu' }],
    ['NM', '1e400', { text: '1e400' }],
    ['NM', '1e-400', { text: '1e-400' }],
    ['NM', '0.000', { value: 0, valueAsSent: '0.000' }],
    ['NM', '٤٫٤', { text: '٤٫٤' }],
    ['ST', '4.4', { value: 4.4 }],
    ['ST', 'Âm tính', { text: 'Âm tính' }],
    ['SN', '>^11.0', { value: 11, valueAsSent: '11.0', comparator: '>' }],
    ['SN', '^1^:^64', { text: '1:64' }],
    ['SN', '^100^-^200', { text: '100-200' }],
    ['SN', '^2^+', { text: '2+' }],
    ['SN', '<>^5', { text: '<>5' }],
    ['CE', '260373001^Phát hiện^SCT', { text: 'Phát hiện' }],
    ['CWE', '^^^^^^^^Chữ của người viết', { text: 'Chữ của người viết' }],
    ['CWE', '112283007^E. coli^SCT~3092008^S. aureus^SCT', { text: 'E. coli; S. aureus' }],
    ['TX', 'Dòng một~Dòng hai', { text: 'Dòng một\nDòng hai' }],
    ['FT', 'Một\\.br\\Hai\\H\\đậm\\N\\', { text: 'Một\nHaiđậm' }],
    ['DT', '20261123', { text: '2026-11-23' }],
    ['TS', '202611230830', { text: '2026-11-23 08:30' }],
    ['DTM', '2026', { text: '2026' }],
    ['TM', '0830', { text: '08:30' }],
    [
      'ED',
      '^application^pdf^Base64^' + Buffer.alloc(3000).toString('base64'),
      { text: 'Tệp đính kèm: application/pdf, 3 KB' },
    ],
    ['ED', '^text^plain^Base64^' + Buffer.from('Kết luận').toString('base64'), { text: 'Kết luận' }],
    ['RP', 'https://pacs.vn/1^PACS^image', { text: 'Tài liệu ở hệ thống khác: https://pacs.vn/1' }],
    ['XX', 'a^b', { text: 'a^b' }],
    ['NM', '""', {}],
  ])('%s %s', (type, sent, expected) => {
    const { value, valueAsSent, comparator, text } = valueOf(type, sent);
    expect({ value, valueAsSent, comparator, text }).toEqual({
      value: undefined,
      valueAsSent: undefined,
      comparator: undefined,
      text: undefined,
      ...expected,
    });
  });

  it.each([
    ['3.5-5.1', [{ low: 3.5, high: 5.1 }]],
    ['3,5 – 5,1', [{ low: 3.5, high: 5.1 }]],
    ['(3.5 đến 5.1) mmol/L', [{ low: 3.5, high: 5.1, unit: 'mmol/L' }]],
    ['<5.0', [{ high: 5 }]],
    ['>40', [{ low: 40 }]],
    ['up to 9 mg/dL', [{ high: 9, unit: 'mg/dL' }]],
    ['<9 mcg/dL:  Acceptable', [{ high: 9, unit: 'mcg/dL', text: '<9 mcg/dL:  Acceptable' }]],
    [
      'Nam: 13-17; Nữ: 12-15',
      [
        { low: 13, high: 17, sex: 'male' },
        { low: 12, high: 15, sex: 'female' },
      ],
    ],
    ['Âm tính', [{ text: 'Âm tính' }]],
    ['5.1-3.5', [{ text: '5.1-3.5' }]],
    ['^^10.000000', [{ text: '^^10.000000' }]],
    ['', []],
  ])('a range %s', (text, expected) => {
    expect(valueOf('NM', '4', `mmol/L|${text}||||F`).ranges).toEqual(expected);
  });
});

describe('what a message is written in', () => {
  it.each(['\r', '\n', '\r\n'])('lines ended by %j, and text that runs over lines', (end) => {
    const text = message(
      ['PID|1||1^^^MRN||Nguyễn^Ánh', OBR, 'OBX|1|TX|1-8^Ghi chú^LN||một\nhai||||||F'],
      undefined,
      end,
    );
    const { person, reports } = factsOf(Buffer.from(text));
    expect([person.names, reports[0]!.values[0]!.text]).toEqual([['Nguyễn Ánh'], 'một\nhai']);
  });

  it('separators of its own, and escapes of them', () => {
    const signs = '#@!$*';
    const text = message(['PID#1##1@@@MRN##A$F$B$S$C$T$D$R$E$E$F@G', 'OBR#1###1-8@x@LN###20261101'], signs);
    expect(factsOf(Buffer.from(text.replace('ORU^R01', 'ORU@R01'))).person.names).toEqual(['A#B@C*D!E$F G']);
  });

  it('bytes by number, in its own character set', () => {
    expect(valueOf('ST', 'a\\XC3A9\\b').text).toBe('aéb');
    expect(valueOf('ST', 'C:\\data').text).toBe('C:\\data');
    expect(valueOf('ST', 'a\\Zfoo\\b').text).toBe('a\\Zfoo\\b');
    expect(valueOf('ST', 'a\\X00\\b').text).toBe('a\ufffdb');
  });

  it.each([
    ['8859/1', undefined, Buffer.from('Müller', 'latin1'), 'Müller'],
    ['8859/1', undefined, Buffer.from('Đỗ Ánh', 'utf8'), 'Đỗ Ánh'],
    ['8859/1', undefined, Buffer.from([0x93, 0x48, 0x41, 0x94]), '“HA”'],
    ['', 'TCVN3', Buffer.from([0x4e, 0x67, 0x75, 0x79, 0xd4, 0x6e]), 'Nguyễn'],
    ['ASCII', 'VNI', Buffer.from([0x4e, 0x67, 0x75, 0x79, 0x65, 0xe3, 0x6e]), 'Nguyễn'],
    ['', 'VNI', Buffer.from([0xd1, 0x6f, 0xe3]), 'Đỗ'],
    ['', undefined, Buffer.from('Đỗ'), 'Đỗ'],
    ['UNICODE UTF-8', 'TCVN3', Buffer.from('Đỗ'), 'Đỗ'],
  ] as const)('in %j, for a sender of %s', (named, ofSender, bytes, name) => {
    const [before, after] = message(['PID|1||1^^^MRN||?', OBR], undefined, '\r', named).split('?');
    const parsed = parse(Buffer.concat([Buffer.from(before!), bytes, Buffer.from(after!)]), ofSender);
    expect(parsed.ok && parsed.message.segments[1]!.text(5)).toBe(name);
  });

  it.each([
    ['EBCDIC', 'character-set-unknown'],
    ['UNICODE UTF-8', 'character-set-unfit'],
    ['', 'character-set-unfit'],
  ])('and is refused where its bytes are not of it: %j', (named, why) => {
    const text = message(['PID|1||1^^^MRN||?', OBR], undefined, '\r', named);
    const parsed = parse(Buffer.concat([Buffer.from(text), Buffer.from([0xe9])]));
    expect(parsed).toMatchObject({ ok: false, why });
  });
});

describe('when it was', () => {
  const timed = (...segments: string[]) => read(...segments).reports[0]!;
  it.each([
    ['OBR-7', ['OBR|1|||1-8^x^LN|||20261101080000-0500'], '2026-11-01T13:00:00.000Z', 'instant'],
    ['SPM-17', ['OBR|1|||1-8^x^LN', 'SPM|1|||X' + '|'.repeat(13) + '20261101'], '2026-10-31T17:00:00.000Z', 'day'],
    [
      'OBX-14',
      ['OBR|1|||1-8^x^LN', 'OBX|1|NM|1-8^x^LN||1||||||F|||202611010800'],
      '2026-11-01T01:00:00.000Z',
      'instant',
    ],
    ['OBR-14', ['OBR|1|||1-8^x^LN' + '|'.repeat(10) + '20261101080000'], '2026-11-01T01:00:00.000Z', 'instant'],
    ['OBR-22', ['OBR|1|||1-8^x^LN' + '|'.repeat(18) + '20261101080000'], '2026-11-01T01:00:00.000Z', 'instant'],
  ])('%s tells it', (from, segments, at, precision) => {
    expect(timed(...segments)).toMatchObject({ effectiveFrom: from, effectiveAt: at, effectivePrecision: precision });
  });
});

/** A text of anything that may stand in a field, without spaces at its ends. */
const someText = fc
  .string({ unit: 'grapheme', minLength: 1, maxLength: 30 })
  .map((text) =>
    text
      .replace(/[\p{Cc}\p{Cs}\u2028\u2029]/gu, '')
      .normalize('NFC')
      .trim(),
  )
  .filter((text) => text !== '' && text !== '""');
const code = fc.record({ code: fc.stringMatching(/^[1-9]\d{0,4}-\d$/), display: someText });
const someValue = fc.oneof(
  fc.record({
    type: fc.constant('NM'),
    value: fc
      .double({ noNaN: true, noDefaultInfinity: true, min: -1e9, max: 1e9 })
      .map((value) => value || 0 /* of which -0 is one */),
  }),
  fc.record({ type: fc.constant('TX'), text: someText }),
);
const someReport = fc.record({
  placer: fc.stringMatching(/^XN26-\d{6}$/),
  filler: fc.stringMatching(/^[A-Z]\d{1,8}$/),
  code,
  status: fc.constantFrom(['P', 'preliminary'], ['F', 'final'], ['C', 'corrected']),
  at: fc.date({ min: new Date('1950-01-01'), max: new Date('2026-01-01'), noInvalidDate: true }),
  notes: fc.array(someText, { maxLength: 2 }),
  values: fc.uniqueArray(
    fc.record({
      code,
      said: someValue,
      unit: fc.constantFrom('mmol/L', 'g/L'),
      notes: fc.array(someText, { maxLength: 2 }),
    }),
    {
      minLength: 1,
      maxLength: 4,
      selector: (value) => value.code.code,
    },
  ),
});

describe('a message of anything', () => {
  it('is read as it was written', () => {
    const person = fc.record({
      mrn: fc.stringMatching(/^\d{5}-\d{8}$/),
      family: someText,
      given: someText,
      sex: fc.constantFrom('M', 'F'),
    });
    const ends = fc.constantFrom('\r', '\n', '\r\n');
    const signs = fc.constantFrom('|^~\\&', '|^~\\&#', '#@!$*');
    fc.assert(
      fc.property(
        person,
        fc.uniqueArray(someReport, { minLength: 1, maxLength: 3, selector: ({ filler }) => filler }),
        ends,
        signs,
        (who, reports, end, own) => {
          const facts = factsOf(Buffer.from(written(who, reports, own, end)));
          expect(facts.person).toMatchObject({
            names: [`${who.family} ${who.given}`.replace(/\s+/g, ' ').trim()],
            sex: who.sex === 'M' ? 'male' : 'female',
            identifiers: [{ value: who.mrn, system: 'https://benhan.vn/fhir/sid/mrn' }],
          });
          expect(facts.reports).toHaveLength(reports.length);
          reports.forEach((report, at) => {
            const read = facts.reports[at]!;
            expect(read).toMatchObject({
              placers: [report.placer],
              filler: report.filler,
              codes: [{ system: 'http://loinc.org', ...report.code }],
              status: report.status[1],
              effectiveAt: new Date(Math.floor(report.at.getTime() / 1000) * 1000).toISOString(),
              notes: report.notes,
            });
            expect(
              read.values.map(({ value, text, unit, notes, codes }) => ({ value, text, unit, notes, codes })),
            ).toEqual(
              report.values.map((value) => ({
                value: 'value' in value.said ? value.said.value : undefined,
                text: 'text' in value.said ? value.said.text : undefined,
                unit: value.unit,
                notes: value.notes,
                codes: [{ system: 'http://loinc.org', ...value.code }],
              })),
            );
          });
        },
      ),
      { numRuns: 150 },
    );
  });
});

type Report = typeof someReport extends fc.Arbitrary<infer T> ? T : never;

/** The message in separators of its own, everything in it escaped. */
function written(
  who: { mrn: string; family: string; given: string; sex: string },
  reports: readonly Report[],
  own: string,
  end: string,
): string {
  const [f, c, r, e, s] = own as unknown as [string, string, string, string, string];
  const names: Record<string, string> = { [f]: 'F', [c]: 'S', [r]: 'R', [e]: 'E', [s]: 'T' };
  const put = (text: string) => [...text].map((sign) => (names[sign] ? `${e}${names[sign]}${e}` : sign)).join('');
  const line = (name: string, fields: Record<number, string>) =>
    [
      name,
      ...Array.from({ length: Math.max(...Object.keys(fields).map(Number)) }, (_, at) => fields[at + 1] ?? ''),
    ].join(f);
  const coded = ({ code, display }: { code: string; display: string }) => [code, put(display), 'LN'].join(c);
  const time = (at: Date) => `${at.toISOString().slice(0, 19).replace(/\D/g, '')}+0000`;
  const note = (text: string) => line('NTE', { 1: '1', 3: put(text) });
  const segments = reports.flatMap((report) => [
    line('OBR', {
      1: '1',
      2: report.placer,
      3: report.filler,
      4: coded(report.code),
      7: time(report.at),
      25: report.status[0],
    }),
    ...report.notes.map(note),
    ...report.values.flatMap((value) => [
      line('OBX', {
        2: value.said.type,
        3: coded(value.code),
        5: 'value' in value.said ? String(value.said.value) : put(value.said.text),
        6: value.unit,
        11: report.status[0],
      }),
      ...value.notes.map(note),
    ]),
  ]);
  const header = `MSH${own}${f}A${f}B${f}C${f}D${f}20261123${f}${f}ORU${c}R01${f}1${f}P${f}2.5.1${f.repeat(6)}UNICODE UTF-8`;
  const pid = line('PID', {
    3: [who.mrn, '', '', 'MRN', 'MR'].join(c),
    5: [put(who.family), put(who.given)].join(c),
    8: who.sex,
  });
  return [header, pid, ...segments].join(end) + end;
}
