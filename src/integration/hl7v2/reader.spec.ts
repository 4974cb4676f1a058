import { factsOf, message, read } from '../../../test/hl7v2/read.js';
import { parse } from './er7/parse.js';

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
    ['TM', '083059', { text: '08:30:59' }],
    ['TM', '2561', { text: '2561' }],
    ['DT', '20261399', { text: '20261399' }],
    ['SI', '4', { value: 4 }],
    ['NR', '3^6', { text: '3 – 6' }],
    ['MO', '120000^VND', { text: '120000 VND' }],
    ['XON', 'Viện Pasteur^D^79', { text: 'Viện Pasteur D 79' }],
    ['QQ', '4.4', { value: 4.4 }],
    [
      'ED',
      '^application^pdf^Base64^' + Buffer.alloc(3000).toString('base64'),
      { text: 'Tệp đính kèm: application/pdf, 3 KB' },
    ],
    ['ED', '^text^plain^Base64^' + Buffer.from('Kết luận').toString('base64'), { text: 'Kết luận' }],
    ['RP', 'https://pacs.vn/1^PACS^image', { text: 'Tài liệu ở hệ thống khác: https://pacs.vn/1' }],
    ['XX', 'a^b', { text: 'a^b' }],
    ['NM', '""', {}],
    ['NM', '7.8 H', { value: 7.8 }],
    ['NM', '<2.0LL', { value: 2, valueAsSent: '2.0', comparator: '<' }],
    ['NM', '4.4*', { text: '4.4*' }],
    ['', '4.4', { value: 4.4 }],
    ['', 'Âm tính', { text: 'Âm tính' }],
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
    ['ST', '250.000', '150.000-400.000', undefined],
    ['FT', '<12.500', '4.000-10.000', undefined],
    ['ST', '7.415', '7.350-7.450', 7.415],
    ['ST', '250.000', '', 250],
    ['NM', '250.000', '150.000-400.000', undefined],
    ['NM', '250.000', '', 250],
  ])('%s %s beside %s, where a dot may part thousands', (type, sent, range, expected) => {
    expect(valueOf(type, sent, `/uL|${range}||||F`)).toMatchObject(
      expected === undefined ? { text: sent } : { value: expected },
    );
    expect(valueOf(type, sent, `/uL|${range}||||F`).value).toBe(expected);
  });

  it.each(['/mm3', 'mm³', '/mm\\S\\3', 'cmm', '/µL', '/mcL'])(
    'an NM of thousands in %s is judged as neither, too',
    (unit) => {
      expect(valueOf('NM', '250.000', `${unit}|150.000-400.000||||F`)).toMatchObject({ text: '250.000' });
    },
  );

  it.each([
    ['10^9/L', '10^9/L'],
    ['x10^3/mm^3', 'x10^3/mm^3'],
    ['/mm^3', '/mm^3'],
    ['mm^3', 'mm^3'],
    ['10*3/uL^10^3/uL^UCUM', '10*3/uL'],
    ['mmol/L^mmol/L^UCUM', 'mmol/L'],
    ['10^6^UCUM', '10^6'],
    ['kg/m^2', 'kg/m^2'],
    ['mm^millimetre^UCUM', 'mm'],
  ])('a unit %s, whose signs nobody escaped, is %s', (sent, unit) => {
    expect(valueOf('NM', '4', `${sent}|||||F`).unit).toBe(unit);
  });

  it.each([
    ['ST', '5.4 mmol/L', '', { value: 5.4, unit: 'mmol/L' }],
    ['NM', '< 5,4mmol/L', 'mmol/L', { value: 5.4, comparator: '<', unit: 'mmol/L' }],
    ['NM', '12 %', '', { value: 12, unit: '%' }],
    ['ST', '120/80', '', { text: '120/80' }],
    ['ST', '1/2', '', { text: '1/2' }],
    ['NM', '5.4 mg/dL', 'mmol/L', { text: '5.4 mg/dL' }],
    ['NM', '1,234 g/L', '', { text: '1,234 g/L' }],
    ['ST', '2.5 L', '', { text: '2.5 L' }],
  ])('%s %s beside the unit %j, a unit behind its number', (type, sent, unit, expected) => {
    expect(valueOf(type, sent, `${unit}|||||F`)).toMatchObject(expected);
  });

  it.each([
    ['3.5-5.1', [{ low: 3.5, high: 5.1 }]],
    ['3,5 – 5,1', [{ low: 3.5, high: 5.1 }]],
    ['3,5 ÷ 5,1', [{ low: 3.5, high: 5.1 }]],
    ['70_105', [{ low: 70, high: 105 }]],
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
    ['0,85 bis 1,15', [{ low: 0.85, high: 1.15 }]],
    ['<1:80', [{ text: '<1:80' }]],
    ['4.0 - 10.0^REFERENCE_RANGE~2 - 20^PANIC_RANGE', [{ low: 4, high: 10 }]],
    ['2 - 20^PANIC_RANGE', []],
    ['5.1-3.5', [{ text: '5.1-3.5' }]],
    ['^^10.000000', [{ text: '^^10.000000' }]],
    ['', []],
  ])('a range %s', (text, expected) => {
    expect(valueOf('NM', '4', `mmol/L|${text}||||F`).ranges).toEqual(expected);
  });

  it('an NM whose dot is a decimal point beside any other unit stays one', () => {
    expect(valueOf('NM', '250.000', 'G/L|150.000-400.000||||F')).toMatchObject({ value: 250, valueAsSent: '250.000' });
  });

  it('a flag that is printed behind a number is one; beside no unit a letter may be the unit, and beside thousands nothing is sure', () => {
    expect(valueOf('NM', '7.8 H').flags).toEqual(['H']);
    expect(valueOf('ST', '2.0LL').flags).toEqual(['LL']);
    expect(valueOf('NM', '2.5 L', '|3.5-5.1||||F')).toMatchObject({ text: '2.5 L', flags: [] });
    expect(valueOf('ST', '250.000 H', '/uL|150.000-400.000||||F')).toMatchObject({ text: '250.000 H' });
  });

  it('a text without a code of its own is shown under the name of its request, and its sender told; a number is not', () => {
    const text = read('OBR|1|||24627-2^CT ngực^LN|||20261101', 'OBX|1|TX|||Không thấy tổn thương||||||F');
    expect(text.reports[0]!.values).toMatchObject([{ display: 'CT ngực', text: 'Không thấy tổn thương' }]);
    expect(() => read('OBR|1|||24627-2^CT ngực^LN|||20261101', 'OBX|1|NM|||4||||||F')).toThrow();
  });

  it('a number that comes as a text is one where it has a unit or a range, as no line of a text has', () => {
    expect(valueOf('FT', '7.9', 'mmol/L|3.50 to 5.10||||F')).toMatchObject({ value: 7.9, unit: 'mmol/L' });
    expect(valueOf('TX', '7.415', '|7.310 to 7.410||||F')).toMatchObject({ value: 7.415 });
    expect(valueOf('TX', '12', '|||||F')).toMatchObject({ text: '12' });
    expect(valueOf('FT', '12 khuẩn lạc', 'mmol/L|||||F')).toMatchObject({ text: '12 khuẩn lạc' });
    expect(valueOf('DR', '20261101080000^20261101090000', '|||||F').text).toBe(
      '2026-11-01 08:00:00 – 2026-11-01 09:00:00',
    );
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
    ['~ISO IR87', undefined, Buffer.from([27, 36, 66, 52, 53, 60, 84, 27, 40, 66]), '患者'],
    ['~ISO IR87', undefined, Buffer.from('患者'), '患者'],
    ['GB 18030-2000', undefined, Buffer.from([213, 197, 206, 176]), '张伟'],
    ['8859/2', undefined, Buffer.from([163, 243, 100, 188]), 'Łódź'],
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
    ['2026-11-01T08:00:00+07:00', '2026-11-01T01:00:00.000Z', 'instant'],
    ['2026-11-01T01:00:00.25Z', '2026-11-01T01:00:00.250Z', 'instant'],
    ['2026-11-01 08:00', '2026-11-01T01:00:00.000Z', 'instant'],
    ['2026-11-01', '2026-10-31T17:00:00.000Z', 'day'],
    ['2026-0500', '2026-01-01T05:00:00.000Z', 'year'],
  ])('%s, as middleware writes it', (written, at, precision) => {
    expect(timed(`OBR|1|||1-8^x^LN|||${written}`)).toMatchObject({ effectiveAt: at, effectivePrecision: precision });
  });

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
