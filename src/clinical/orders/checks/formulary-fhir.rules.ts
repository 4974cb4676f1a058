import { unmistakable } from '../../datatypes/written-number.js';
import { MASS_UNITS_MG } from './dosage.rules.js';
import { BESIDE_FHIR } from './formulary-columns.js';
import { formularyOf, type ReadFormulary, type Said } from './formulary-file.rules.js';
import { formularyFault } from './formulary-file.words.js';

/** What is read of FHIR R4 resources; whatever else they say is passed over. */
interface Concept {
  readonly coding?: readonly { readonly system?: string; readonly code?: string; readonly display?: string }[];
  readonly text?: string;
}
interface Quantity {
  readonly value?: number;
  readonly unit?: string;
  readonly code?: string;
}
interface Ratio {
  readonly numerator?: Quantity;
  readonly denominator?: Quantity;
}
interface Dosage {
  readonly maxDosePerPeriod?: Ratio;
  readonly maxDosePerAdministration?: Quantity;
  readonly timing?: { readonly repeat?: Repeat };
}
interface Repeat {
  readonly frequency?: number;
  readonly frequencyMax?: number;
  readonly period?: number;
  readonly periodUnit?: string;
}
interface Extension {
  readonly url?: string;
  readonly valueDecimal?: number;
  readonly valueString?: string;
  readonly valueCode?: string;
  readonly extension?: readonly Extension[];
}
interface Resource {
  readonly resourceType?: string;
  readonly meta?: { readonly source?: string };
  readonly extension?: readonly Extension[];
  readonly code?: Concept;
  readonly synonym?: readonly string[];
  readonly form?: Concept;
  readonly doseForm?: Concept;
  readonly intendedRoute?: readonly Concept[];
  readonly medicineClassification?: readonly { readonly classification?: readonly Concept[] }[];
  readonly ingredient?: readonly { readonly strength?: Ratio }[];
  readonly administrationGuidelines?: readonly {
    readonly patientCharacteristics?: readonly unknown[];
    readonly dosage?: readonly { readonly dosage?: readonly Dosage[] }[];
  }[];
  readonly entry?: readonly { readonly resource?: Resource }[];
}

interface Placed {
  readonly line: number;
  readonly resource: Resource;
}

const ATC = /^(?:http:\/\/www\.whocc\.no\/atc|urn:oid:2\.16\.840\.1\.113883\.6\.73)$/;
const TYPES = ['MedicationKnowledge', 'Medication'];

/** Whether a file is FHIR, and no CSV. */
export const isFhir = (text: string): boolean => /^\uFEFF?\s*\{/.test(text);

/**
 * Reads a hospital's formulary from FHIR R4: a Bundle, one resource, or NDJSON of MedicationKnowledge and Medication. Of one ATC code forms and
 * strengths are put together. Limits are taken of guidelines for everybody, as adults' doses; those for some patients are not understood, and
 * so not checked; what FHIR has no element for is read of an extension that names the columns of the CSV. What a resource names as its `meta.source`, or its Bundle, is its source.
 */
export function readFhirFormulary(text: string): ReadFormulary {
  const placed = resourcesIn(text.replace(/^\uFEFF/, ''));
  if (!Array.isArray(placed)) return { drugs: [], faults: [placed] };
  const foreign = placed.filter(({ resource }) => !TYPES.includes(resource.resourceType ?? ''));
  if (foreign.length > 0) {
    const named = ({ line, resource }: Placed) => ({
      line,
      fault: formularyFault('noMedicine', { what: resource.resourceType ?? '?' }),
    });
    return { drugs: [], faults: foreign.map(named) };
  }
  const byCode = Map.groupBy(placed, ({ resource }) => atcOf(resource.code) ?? '');
  return formularyOf([...byCode].map(([atc, of]) => ({ line: of[0]?.line ?? 1, said: saidOf(atc, of) })));
}

/** Each with its line, or its place in the Bundle. */
function resourcesIn(text: string): Placed[] | ReadFormulary['faults'][number] {
  const whole = parsed(text);
  if (whole?.resourceType === 'Bundle') {
    const source = whole.meta?.source;
    return (whole.entry ?? []).map(({ resource = {} }, at) => ({
      line: at + 1,
      resource: source && !resource.meta?.source ? { ...resource, meta: { ...resource.meta, source } } : resource,
    }));
  }
  if (whole) return [{ line: 1, resource: whole }];
  const lines = text.split('\n').map((one, at) => ({ line: at + 1, text: one.trim() }));
  const read = lines.filter((one) => one.text !== '').map(({ line, text: one }) => ({ line, resource: parsed(one) }));
  const bad = read.find(({ resource }) => resource === undefined);
  return bad ? { line: bad.line, fault: formularyFault('noJson') } : (read as Placed[]);
}

function parsed(text: string): Resource | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const atcOf = (code: Concept | undefined): string | undefined =>
  code?.coding?.find(({ system }) => ATC.test(system ?? ''))?.code?.toUpperCase();
const wordsOf = (concept: Concept | undefined): string =>
  concept?.text ?? concept?.coding?.find(({ display }) => display)?.display ?? concept?.coding?.[0]?.code ?? '';
const joined = (all: readonly string[]): string => [...new Set(all.map((one) => one.trim()).filter(Boolean))].join('|');

/** What all resources of one code say, as the cells of a line. */
function saidOf(atc: string, placed: readonly Placed[]): Said {
  const all = placed.map(({ resource }) => resource);
  const display = ({ code }: Resource) => code?.coding?.find(({ system }) => ATC.test(system ?? ''))?.display;
  const name = all.map(display).find(Boolean) ?? wordsOf(all[0]?.code);
  const others = all.flatMap(({ code, synonym = [] }) => [
    ...synonym,
    ...(code?.coding ?? []).map((coding) => coding.display ?? ''),
    code?.text ?? '',
  ]);
  return {
    ...{ atc, name, also: joined(others.filter((other) => other !== name)) },
    classes: joined(
      all.flatMap((one) => one.medicineClassification ?? []).flatMap((c) => (c.classification ?? []).map(wordsOf)),
    ),
    forms: joined(all.map(({ form, doseForm }) => wordsOf(doseForm ?? form))),
    strengths: joined(all.flatMap(({ ingredient = [] }) => ingredient.map(({ strength }) => strengthOf(strength)))),
    routes: joined(all.flatMap(({ intendedRoute = [] }) => intendedRoute.map(wordsOf))),
    ...limitsOf(all),
    ...extensionsOf(all),
    source: all.map(({ meta }) => meta?.source).find(Boolean) ?? '',
  };
}

const quantity = ({ value, unit, code }: Quantity): string => `${value ?? ''} ${unit ?? code ?? ''}`.trim();

function strengthOf({ numerator, denominator }: Ratio = {}): string {
  if (!numerator) return '';
  const { value = 1, code, unit } = denominator ?? {};
  const isVolume = /^m?l$/i.test(code ?? unit ?? '');
  return isVolume ? `${quantity(numerator)}/${value === 1 ? '' : `${value} `}mL` : quantity(numerator);
}

/** The least limits that guidelines for everybody tell, all in mg or all in units; none where one is in something else. */
function limitsOf(all: readonly Resource[]): Said {
  const dosages = all
    .flatMap(({ administrationGuidelines = [] }) => administrationGuidelines)
    .filter(({ patientCharacteristics = [] }) => patientCharacteristics.length === 0)
    .flatMap(({ dosage = [] }) => dosage.flatMap((one) => one.dosage ?? []));
  const within = (period: RegExp) =>
    dosages.flatMap(({ maxDosePerPeriod: most }) => (most && isOne(most, period) ? [most.numerator ?? {}] : []));
  const daily = within(DAY).filter((one) => !isPerKg(one));
  const single = dosages.flatMap(({ maxDosePerAdministration }) => maxDosePerAdministration ?? []);
  const hourly = within(HOUR);
  const units = [...daily, ...single, ...hourly].map(unitOf);
  const isUnits = units.length > 0 && units.every((unit) => /^\[?iu\]?$/i.test(unit));
  const amount = (one: Quantity) =>
    (one.value ?? NaN) * (isUnits ? 1 : (MASS_UNITS_MG[unitOf(one).replace(/\/kg$/i, '')] ?? NaN));
  const least = (amounts: readonly Quantity[]): string => leastOf(amounts.map(amount));
  return {
    ...{ unit: isUnits ? 'IU' : '', adult_daily_mg: least(daily), adult_single_mg: least(single) },
    adult_daily_mg_kg: isUnits ? '' : least(within(DAY).filter(isPerKg)),
    adult_mg_per_hour: least(hourly),
    least_hours: leastOf(dosages.flatMap(({ timing }) => hoursBetween(timing?.repeat) ?? [])),
  };
}

const DAY = /^(?:d|day)$/i;
const HOUR = /^(?:h|hr|hour)$/i;
const isOne = ({ denominator }: Ratio, period: RegExp): boolean =>
  (denominator?.value ?? 1) === 1 && period.test(denominator?.code ?? denominator?.unit ?? '');
const unitOf = ({ code, unit }: Quantity): string => code ?? unit ?? '';
const isPerKg = (one: Quantity): boolean => /\/kg$/i.test(unitOf(one));
const leastOf = (values: readonly number[]): string => {
  const value = Math.min(...values);
  return Number.isFinite(value) ? unmistakable(value) : '';
};

/** Hours of each unit of time (FHIR R4 units-of-time) that is always as long. */
const HOURS: Readonly<Record<string, number>> = { min: 1 / 60, h: 1, d: 24, wk: 168 };

/** The shortest interval of a timing in hours, of more than a day as weekly medicines have it: a shorter one is the usual, not the least. */
function hoursBetween({ period, periodUnit, frequency = 1, frequencyMax }: Repeat = {}): number | undefined {
  const hours = (period ?? NaN) * (HOURS[periodUnit ?? ''] ?? NaN);
  const between = hours / (frequencyMax ?? frequency);
  return between > 24 ? between : undefined;
}

/** Where a resource says, by the columns' names of the CSV, what FHIR has no element for. */
const COLUMNS_EXTENSION = 'https://benhan.vn/fhir/StructureDefinition/formulary';

/** The first that is said of each such column. */
function extensionsOf(all: readonly Resource[]): Said {
  const told = all
    .flatMap(({ extension = [] }) => extension)
    .filter(({ url }) => url === COLUMNS_EXTENSION)
    .flatMap(({ extension = [] }) => extension)
    .filter(({ url = '' }) => BESIDE_FHIR.includes(url));
  const cells = told.map((one) => [
    one.url,
    one.valueDecimal === undefined ? String(one.valueString ?? one.valueCode ?? '') : unmistakable(one.valueDecimal),
  ]);
  return Object.fromEntries(cells.toReversed()) as Said;
}
