import fc from 'fast-check';
import { factsOf } from '../../../test/hl7v2/read.js';

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
  // A text that is a number, with a unit, is a measurement.
  fc.record({ type: fc.constant('TX'), text: someText.filter((text) => !/^[<>=≤≥]*\s*[-+.,\d]/.test(text)) }),
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
