/** What FHIR R4 says that a search finds, told by looking at every element of every resource. */

export interface Coding {
  readonly system?: string;
  readonly code?: string;
}
export interface Concept {
  readonly coding?: readonly Coding[];
  readonly text?: string;
}
export interface Amount {
  readonly value: number;
  readonly unit?: string;
  readonly code?: string;
}
interface Valued {
  readonly code: Concept;
  readonly valueQuantity?: Amount;
  readonly valueCodeableConcept?: Concept;
  readonly valueString?: string;
}
export interface Observed extends Valued {
  readonly id: string;
  readonly status: string;
  readonly category?: readonly Concept[];
  readonly effectiveDateTime?: string;
  readonly effectivePeriod?: { readonly start: string; readonly end?: string };
  readonly component?: readonly Valued[];
  readonly method?: Concept;
  readonly dataAbsentReason?: Concept;
  readonly specimen?: { readonly reference: string };
  readonly hasMember?: readonly { readonly reference: string }[];
  readonly derivedFrom?: readonly { readonly reference: string }[];
  readonly performer?: readonly { readonly reference?: string }[];
  readonly identifier?: readonly { readonly system?: string; readonly value: string; readonly type?: Concept }[];
  readonly meta: { readonly lastUpdated: string };
}
type Test = (one: Observed, value: string) => boolean;

const either = (value: string): string[] => value.split(',');
const listed = <T>(one: T | undefined): T[] => (one === undefined ? [] : [one]);
const isCoding = ({ system, code }: Coding, asked: string): boolean => {
  const at = asked.indexOf('|');
  if (at < 0) return code === asked;
  const [of, wanted] = [asked.slice(0, at), asked.slice(at + 1)];
  return (of === '' ? system === undefined : system === of) && (wanted === '' || code === wanted);
};
const inConcepts = (concepts: readonly Concept[], asked: string): boolean =>
  concepts.some(({ coding = [] }) => coding.some((one) => isCoding(one, asked)));
const token =
  (of: (one: Observed) => readonly Concept[]): Test =>
  (one, value) =>
    either(value).some((asked) => inConcepts(of(one), asked));

/** How many micromoles a litre each unit of the samples is. */
const SIZES: Readonly<Record<string, number>> = { 'mmol/L': 1000, 'umol/L': 1 };
function isAmount({ value, code, unit }: Amount, asked: string): boolean {
  const [number = '', , wanted] = asked.split('|');
  const [, prefix = 'eq', digits = '', behind = ''] = /^([a-z]{2})?(-?\d+(?:\.(\d+))?)$/.exec(number) ?? [];
  const own = code ?? unit ?? '';
  const size = wanted === undefined || own === wanted ? 1 : SIZES[own]! / SIZES[wanted]!;
  if (wanted !== undefined && own !== wanted && !(own in SIZES && wanted in SIZES)) return false;
  const [is, named] = [value * size, Number(digits)];
  const half = prefix === 'ap' ? Math.abs(named) / 10 : 0.5 / 10 ** behind.length;
  const isNear = is >= named - half && is < named + half;
  const tests: Readonly<Record<string, boolean>> = {
    ...{ eq: isNear, ap: isNear, ne: !isNear, gt: is > named, sa: is > named, ge: is >= named },
    ...{ lt: is < named, eb: is < named, le: is <= named },
  };
  return tests[prefix]!;
}
const amounts =
  (of: (one: Observed) => readonly (Amount | undefined)[]): Test =>
  (one, value) =>
    either(value).some((asked) => of(one).some((amount) => amount !== undefined && isAmount(amount, asked)));

const parts = ({ component = [] }: Observed): readonly Valued[] => component;
const whole = (one: Observed): readonly Valued[] => [one];
const both = (one: Observed): readonly Valued[] => [one, ...parts(one)];
const codes = (of: (one: Observed) => readonly Valued[]) => token((one) => of(one).map(({ code }) => code));
const concepts = (of: (one: Observed) => readonly Valued[]) =>
  token((one) => of(one).flatMap(({ valueCodeableConcept }) => listed(valueCodeableConcept)));
const quantities = (of: (one: Observed) => readonly Valued[]) =>
  amounts((one) => of(one).map(({ valueQuantity }) => valueQuantity));
const pairs =
  (of: (one: Observed) => readonly Valued[]): Test =>
  (one, value) =>
    either(value).some((asked) => {
      const [code = '', said = ''] = asked.split('$');
      return of(one).some(
        (valued) =>
          inConcepts([valued.code], code) &&
          (/^[a-z]{0,2}\d/.test(said) && valued.valueQuantity !== undefined
            ? isAmount(valued.valueQuantity, said)
            : inConcepts(listed(valued.valueCodeableConcept), said)),
      );
    });

const DAY = 86_400_000;
/** The first and the last millisecond of what is written, by the clock of the hospital. */
export function spanOf(text: string): readonly [number, number] {
  if (text.includes('T')) {
    const isMinute = /T\d\d:\d\d(Z|[+-]|$)/.test(text);
    const first = Date.parse(/(Z|[+-]\d\d:\d\d)$/.test(text) ? text : `${text}+07:00`);
    return [first, first + (isMinute ? 60_000 : text.includes('.') ? 1 : 1000) - 1];
  }
  const [year, month, day] = text.split('-').map(Number) as [number, number?, number?];
  const at = (y: number, m: number, d: number) => Date.UTC(y, m, d) - 7 * 3_600_000;
  if (day) return [at(year, month! - 1, day), at(year, month! - 1, day + 1) - 1];
  return month ? [at(year, month - 1, 1), at(year, month, 1) - 1] : [at(year, 0, 1), at(year + 1, 0, 1) - 1];
}
export const timeOf = ({ effectiveDateTime, effectivePeriod }: Observed): readonly [number, number] =>
  effectivePeriod
    ? [Date.parse(effectivePeriod.start), effectivePeriod.end ? Date.parse(effectivePeriod.end) : Infinity]
    : [Date.parse(effectiveDateTime!), Date.parse(effectiveDateTime!)];
const when: Test = (one, value) =>
  either(value).some((asked) => {
    const [, prefix = 'eq', text = ''] = /^([a-z]{2})?(.+)$/.exec(asked) ?? [];
    const [first, last] = spanOf(text);
    const [start, end] = timeOf(one);
    const isWithin = start >= first && end <= last;
    const about = Math.max(DAY, Math.abs(Date.now() - first) / 10);
    const tests: Readonly<Record<string, boolean>> = {
      ...{ eq: isWithin, ne: !isWithin, gt: end > last, ge: end > last || isWithin, lt: start < first },
      ...{ le: start < first || isWithin, sa: start > last, eb: end < first },
      ap: start <= last + about && end >= first - about,
    };
    return tests[prefix]!;
  });

const refers =
  (of: (one: Observed) => readonly { readonly reference?: string }[]): Test =>
  (one, value) =>
    either(value).some((asked) =>
      of(one).some(({ reference = '' }) => reference === asked || reference.endsWith(`/${asked}`)),
    );

const folded = (text: string): string =>
  text
    .toLowerCase()
    .normalize('NFD')
    .replace(/[\u0300-\u036f]/g, '')
    .replaceAll('đ', 'd');
const wordsOf = ({ valueString, valueCodeableConcept }: Observed): string[] => [
  ...listed(valueString),
  ...listed(valueCodeableConcept?.text),
];

/** Each parameter of Observation, and what it means. */
export const MEANT: Readonly<Record<string, Test>> = {
  code: codes(whole),
  'code:text': (one, value) => (one.code.text ?? '').toLowerCase().includes(value.toLowerCase()),
  status: (one, value) => either(value).includes(one.status),
  category: token(({ category = [] }) => category),
  date: when,
  method: token(({ method }) => listed(method)),
  'data-absent-reason': token(({ dataAbsentReason }) => listed(dataAbsentReason)),
  specimen: refers(({ specimen }) => listed(specimen)),
  'has-member': refers(({ hasMember = [] }) => hasMember),
  'derived-from': refers(({ derivedFrom = [] }) => derivedFrom),
  performer: refers(({ performer = [] }) => performer),
  'value-quantity': quantities(whole),
  'value-concept': concepts(whole),
  'value-string': (one, value) =>
    either(value).some((asked) => wordsOf(one).some((said) => folded(said).startsWith(folded(asked)))),
  'code-value-quantity': pairs(whole),
  'code-value-concept': pairs(whole),
  'component-code': codes(parts),
  'component-value-quantity': quantities(parts),
  'component-value-concept': concepts(parts),
  'component-code-value-quantity': pairs(parts),
  'component-code-value-concept': pairs(parts),
  'combo-code': codes(both),
  'combo-value-quantity': quantities(both),
  'combo-value-concept': concepts(both),
  'combo-code-value-quantity': pairs(both),
  'combo-code-value-concept': pairs(both),
  identifier: ({ identifier = [] }, value) =>
    either(value).some((asked) => identifier.some((one) => isCoding({ system: one.system, code: one.value }, asked))),
  'identifier:of-type': ({ identifier = [] }, value) =>
    either(value).some((asked) => {
      const [system, code, number] = asked.split('|');
      return identifier.some((one) => one.value === number && inConcepts(listed(one.type), `${system}|${code}`));
    }),
  _lastUpdated: ({ meta }, value) => when({ effectiveDateTime: meta.lastUpdated } as Observed, value),
};

/** Whether a resource has what a parameter asks for. */
export function fits(one: Observed, asked: string, value: string): boolean {
  if (asked.endsWith(':not')) return !MEANT[asked.slice(0, -4)]!(one, value);
  return MEANT[asked]!(one, value);
}
