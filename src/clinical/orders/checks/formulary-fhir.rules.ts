import { MASS_UNITS_MG } from './dosage.rules.js';
import { formularyOf, type ReadFormulary, type Said } from './formulary-file.rules.js';

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
}
interface Resource {
  readonly resourceType?: string;
  readonly meta?: { readonly source?: string };
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
 * so not checked. What a resource names as its `meta.source`, or its Bundle, is its source.
 */
export function readFhirFormulary(text: string): ReadFormulary {
  const placed = resourcesIn(text.replace(/^\uFEFF/, ''));
  if (!Array.isArray(placed)) return { drugs: [], faults: [placed] };
  const foreign = placed.filter(({ resource }) => !TYPES.includes(resource.resourceType ?? ''));
  if (foreign.length > 0) {
    const named = ({ line, resource }: Placed) => ({
      line,
      fault: `a ${resource.resourceType ?? 'thing'} is no medicine`,
    });
    return { drugs: [], faults: foreign.map(named) };
  }
  const byCode = Map.groupBy(placed, ({ resource }) => atcOf(resource.code) ?? '');
  return formularyOf([...byCode].map(([atc, of]) => ({ line: of[0]?.line ?? 1, said: saidOf(atc, of) })));
}

/** Each with its line, or its place in the Bundle. */
function resourcesIn(text: string): Placed[] | { line: number; fault: string } {
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
  return bad ? { line: bad.line, fault: 'is no JSON' } : (read as Placed[]);
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
  const daily = dosages.flatMap(({ maxDosePerPeriod: most }) => (most && isDay(most) ? [most.numerator ?? {}] : []));
  const single = dosages.flatMap(({ maxDosePerAdministration }) => maxDosePerAdministration ?? []);
  const units = [...daily, ...single].map(({ code, unit }) => code ?? unit ?? '');
  const isUnits = units.length > 0 && units.every((unit) => /^\[?iu\]?$/i.test(unit));
  const amount = ({ value = NaN, code, unit }: Quantity) =>
    isUnits ? value : value * (MASS_UNITS_MG[code ?? unit ?? ''] ?? NaN);
  const least = (amounts: readonly Quantity[]): string => {
    const value = Math.min(...amounts.map(amount));
    return Number.isFinite(value) ? String(value) : '';
  };
  const [most, once] = [least(daily), least(single)];
  return { unit: isUnits ? 'IU' : '', adult_daily_mg: most, adult_single_mg: most === '' ? '' : once };
}

const isDay = ({ denominator }: Ratio): boolean =>
  (denominator?.value ?? 1) === 1 && /^(?:d|day)$/i.test(denominator?.code ?? denominator?.unit ?? '');
