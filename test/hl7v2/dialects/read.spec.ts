import { describe, expect, it } from '@jest/globals';
import type { IncomingFacts, SentReport, SentValue } from '../../../src/integration/import/facts.js';
import { parse } from '../../../src/integration/hl7v2/er7/parse.js';
import { refusedKind } from '../../../src/integration/hl7v2/message-kind.rules.js';
import { Reading } from '../../../src/integration/hl7v2/reading.js';
import { reportsIn } from '../../../src/integration/hl7v2/report.reader.js';
import { CHEMISTRY } from './chemistry.js';
import type { Dialect } from './dialect.js';
import { HAEMATOLOGY } from './haematology.js';
import { IMAGING } from './imaging.js';
import { MICROBIOLOGY } from './microbiology.js';

const SETTINGS = { offset: 7 * 60, house: ['79016'] };
const STATUSES: Readonly<Record<string, string>> = {
  final: 'F',
  corrected: 'C',
  preliminary: 'P',
  cancelled: 'X',
};

function factsOf({ lines }: Dialect, end: string): IncomingFacts {
  const isLatin = lines[0]!.includes('8859/1');
  const parsed = parse(Buffer.from(`${lines.join(end)}${end}`, isLatin ? 'latin1' : 'utf8'));
  if (!parsed.ok) throw new Error(parsed.why);
  expect(refusedKind(parsed.message, ['P'])).toBeUndefined();
  const reading = new Reading();
  const facts = reportsIn(parsed.message, reading, SETTINGS);
  expect(reading.errors.map(({ ours, place }) => `${ours} ${JSON.stringify(place)}`)).toEqual([]);
  return facts;
}

const noted = (notes: readonly string[]): string =>
  notes.length === 0 ? '' : `«${notes.join(' / ').replaceAll('\n', ' / ')}»`;

const rangeOf = ({ ranges }: SentValue): string =>
  ranges
    .map(({ low, high, text }) =>
      low === undefined && high === undefined ? noted([text ?? '']) : `${low ?? ''}..${high ?? ''}`,
    )
    .join('; ');

function valueLine(value: SentValue): string {
  const { codes, comparator = '', valueAsSent, text, unit = '', flags, status, notes } = value;
  const code = codes.find(({ system }) => system === 'http://loinc.org')?.code ?? codes[0]?.code ?? `~${value.display}`;
  const said = text?.replaceAll('\n', ' / ') ?? valueAsSent ?? value.value ?? '';
  const parts = [
    code,
    `${comparator}${said}`,
    unit,
    rangeOf(value),
    flags.join(),
    STATUSES[status ?? ''],
    noted(notes),
  ];
  return parts.filter((part) => part !== '' && part !== undefined).join(' ');
}

const reportLine = ({ placers, filler, status, effectiveFrom, notes }: SentReport): string =>
  [[placers.join() || '-', filler ?? '-', status, effectiveFrom].join(' | '), noted(notes)].filter(Boolean).join(' ');

const personLine = ({ person: { identifiers, names, birthDate, sex } }: IncomingFacts): string | undefined =>
  [identifiers[0]?.value, names[0], birthDate, sex].filter((part) => part !== undefined).join(' ') || undefined;

describe('A message as it is written by', () => {
  it.each([...HAEMATOLOGY, ...CHEMISTRY, ...MICROBIOLOGY, ...IMAGING].map((one) => [one.of, one] as const))(
    '%s',
    (_of, dialect) => {
      const facts = factsOf(dialect, '\r');
      expect(facts.reports.map(reportLine)).toEqual(dialect.reports);
      expect(facts.reports.flatMap(({ values }) => values.map(valueLine))).toEqual(dialect.values);
      expect(personLine(facts)).toBe(dialect.person);
      // The ends of lines say nothing.
      for (const end of ['\n', '\r\n']) expect(factsOf(dialect, end)).toEqual(facts);
    },
  );

  it.each([
    ['a control of cobas', 'SPM|1|20391&CONTROL||""|||||||Q^^HL70369', 'OBR|1|""||20340^^99ROC'],
    ['a control of Mindray', 'NTE|1||x', 'OBR|1|1|test1|Mindray^BS-200E||20261101', '2'],
    ['a calibrator', 'SPM|1|C1||SER|||||||C', 'OBR|1|||20340^^99ROC'],
    ['a control of before 2.5', 'NTE|1||x', 'OBR|1|||GLU^Glucose|||20261101||||Q'],
  ])('%s is nobody’s, whoever else is named', (_what, specimen, obr, kind = '') => {
    const lines = [
      `MSH|^~\\&|A|B|C|D|20261101||OUL^R22|1|P|2.5.1||||${kind}`,
      'PID|1||79014-00000001||A^B',
      specimen,
      obr,
    ];
    const parsed = parse(Buffer.from(`${[...lines, 'OBX|1|NM|2345-7^Glu^LN||5|mmol/L|||||F'].join('\r')}\r`));
    if (!parsed.ok) throw new Error(parsed.why);
    const reading = new Reading();
    reportsIn(parsed.message, reading, SETTINGS);
    expect(reading.errors.map(({ ours }) => ours)).toEqual(['control-specimen']);
  });
});
