import type { BasketOrderDto, DoseDto, InfusionDto, SlidingScaleDto } from '../api/generated/index.ts';
import { newKey } from '../api/act.ts';
import { isRateUnit } from '../medicines/dose-words.ts';
import { figure, isUnclear, readAmount } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';
import type { Code, OrderKind } from './catalogue.ts';

type Priority = NonNullable<BasketOrderDto['priority']>;
type Timing = NonNullable<BasketOrderDto['timing']>;

const EMPTY = {
  instructions: '',
  question: '',
  bodySite: '',
  laterality: '',
  speciality: '',
  units: '',
  dosing: '',
  dose: '',
  scaleUnit: '',
  scale: '',
  loading: '',
  doseUnit: '',
  fluid: '',
  volume: '',
  inFluid: '',
  inFluidUnit: '',
  rate: '',
  rateUnit: '',
  low: '',
  high: '',
  target: '',
  route: '',
  when: '',
  everyHours: '',
  times: '',
  gap: '',
  most: '',
  neededFor: '',
  days: '',
};
export type LineField = keyof typeof EMPTY;
export type TypedLine = Readonly<Record<LineField, string>>;

/** An order of the basket, as it is typed. */
export interface Line {
  readonly key: string;
  readonly kind: OrderKind;
  readonly code: Code;
  readonly priority: Priority;
  readonly typed: TypedLine;
  readonly orderSet?: BasketOrderDto['orderSet'];
  /** That its name is taken for others, in words. */
  readonly alike?: string;
}

/** What is asked for of each kind beside the priority, as the service has it (order-kind.rules.ts). */
const FIELDS: Readonly<Record<OrderKind, readonly LineField[]>> = {
  laboratory: ['question', 'instructions'],
  imaging: ['bodySite', 'laterality', 'question', 'instructions'],
  procedure: ['bodySite', 'laterality', 'question', 'instructions'],
  nursing: ['when', 'instructions'],
  diet: ['instructions'],
  consultation: ['speciality', 'question', 'instructions'],
  blood: ['units', 'question', 'instructions'],
  medication: ['dosing', 'dose', 'doseUnit', 'route', 'when', 'days', 'instructions'],
};
const NEEDED: Readonly<Partial<Record<OrderKind, readonly LineField[]>>> = {
  blood: ['units'],
  medication: ['dose', 'doseUnit', 'route', 'when'],
};
const OF_WHEN: Readonly<Record<string, readonly LineField[]>> = {
  every: ['everyHours'],
  times: ['times'],
  asNeeded: ['gap', 'most', 'neededFor'],
};
/** A scale has its doses in itself; a loading dose comes before the other. */
const OF_DOSING: Readonly<Record<string, readonly LineField[]>> = {
  scale: ['scaleUnit', 'scale'],
  loading: ['loading', 'dose'],
};
/** Of what is diluted: how fast it runs, or, where the dose says that, how much is in it. */
const ofInfusion = ({ doseUnit }: TypedLine): readonly LineField[] =>
  isRateUnit(doseUnit)
    ? ['dose', 'fluid', 'volume', 'inFluid', 'inFluidUnit']
    : ['dose', 'fluid', 'volume', 'rate', 'rateUnit'];
const ofDosing = (typed: TypedLine): readonly LineField[] =>
  typed.dosing === 'infusion' ? ofInfusion(typed) : (OF_DOSING[typed.dosing] ?? []);
/** Between which rates it may be set at the bedside, of what has a rate. */
const ofTitration = ({ dosing, doseUnit }: TypedLine): readonly LineField[] =>
  dosing === 'infusion' || (dosing === '' && isRateUnit(doseUnit)) ? ['low', 'high', 'target'] : [];
const NUMBERS: ReadonlySet<LineField> = new Set([
  ...([
    'units',
    'dose',
    'loading',
    'volume',
    'inFluid',
    'rate',
    'low',
    'high',
    'everyHours',
    'gap',
    'most',
    'days',
  ] as const),
]);

/** The fields that are asked for of a line as it stands. */
export const fieldsOf = ({ kind, typed }: Pick<Line, 'kind' | 'typed'>): readonly LineField[] =>
  FIELDS[kind].flatMap((field) => {
    if (field === 'when') return [field, ...(OF_WHEN[typed.when] ?? [])];
    if (field !== 'dose') return [field];
    return [...(typed.dosing ? ofDosing(typed) : [field]), ...ofTitration(typed)];
  });

/** Whether a line cannot be sent without it. */
export const isNeeded = ({ kind, typed }: Line, field: LineField): boolean =>
  NEEDED[kind]?.includes(field) === true ||
  ofDosing(typed).includes(field) ||
  (field !== 'neededFor' && (OF_WHEN[typed.when] ?? []).includes(field));

export function newLine(kind: OrderKind, code: Code, typed: Partial<TypedLine> = {}, alike?: string): Line {
  const line = { key: newKey(), kind, code, priority: 'routine', typed: { ...EMPTY, ...typed } } as const;
  return alike ? { ...line, alike } : line;
}

/** A line of a set, to be sent as it is or adjusted. */
export function lineOf(order: BasketOrderDto): Line | undefined {
  const { kind, priority = 'routine', timing, dose, orderSet, units, slidingScale, loadingDose, infusion } = order;
  const { titration } = order;
  const code = order.medication ?? order.code;
  if (!code) return undefined;
  const { instructions = '', question = '', bodySite = '', laterality = '', speciality = '', route = '' } = order;
  const typed = {
    ...{ instructions, question, bodySite, laterality, speciality, route },
    ...(units !== undefined && { units: String(units) }),
    ...(dose && { dose: figure(dose.value), doseUnit: dose.unit }),
    ...(loadingDose && { dosing: 'loading', loading: figure(loadingDose.value) }),
    ...(slidingScale && { dosing: 'scale', ...typedScale(slidingScale) }),
    ...(infusion && { dosing: 'infusion', ...typedInfusion(infusion) }),
    ...(titration && {
      ...{ low: figure(titration.low), high: figure(titration.high), target: titration.target ?? '' },
    }),
    ...(timing && typedTiming(timing)),
  };
  return { ...newLine(kind, code, typed), priority, ...(orderSet && { orderSet }) };
}

function typedTiming({ once, everyHours, times, asNeeded, durationDays }: Timing): Partial<TypedLine> {
  const when = once ? 'once' : everyHours !== undefined ? 'every' : times ? 'times' : 'asNeeded';
  return {
    when,
    ...(everyHours !== undefined && { everyHours: figure(everyHours) }),
    ...(times && { times: times.join(', ') }),
    ...(asNeeded && {
      gap: figure(asNeeded.minimumGapHours),
      most: String(asNeeded.maximumPerDay),
      neededFor: asNeeded.reason ?? '',
    }),
    ...(durationDays !== undefined && { days: String(durationDays) }),
  };
}

const typedInfusion = ({ fluid, volume, amount, rate }: InfusionDto): Partial<TypedLine> => ({
  ...{ fluid, volume: figure(volume) },
  ...(amount && { inFluid: figure(amount.value), inFluidUnit: amount.unit }),
  ...(rate && { rate: figure(rate.value), rateUnit: rate.unit }),
});

/** What cannot be sent as it was typed, by the field. */
export function mistakesIn(line: Line, words: Words): Partial<Record<LineField, string>> {
  const { mistakes } = words.basket;
  return Object.fromEntries(
    fieldsOf(line).flatMap((field) => {
      const text = line.typed[field].trim();
      // Whoever says a lowest rate says a highest one.
      const isHighMissing = field === 'high' && line.typed.low.trim() !== '';
      if (text === '') return isNeeded(line, field) || isHighMissing ? [[field, mistakes.needed]] : [];
      if (NUMBERS.has(field) && isUnclear(text)) return [[field, words.unclearNumber(text)]];
      if (NUMBERS.has(field) && Number.isNaN(readAmount(text))) return [[field, mistakes.number]];
      if (field === 'scale' && scaleOf(text) === undefined) return [[field, mistakes.scale]];
      return field === 'times' && timesOf(text) === undefined ? [[field, mistakes.times]] : [];
    }),
  );
}

const RANGE = /^([\d.,]+)\s*[-–]\s*([\d.,]+)\s*[:=]\s*([\d.,]+)$/;

/** 4-8: 0; 8-12: 4 as ranges; undefined when one of them is none. */
function scaleOf(text: string): SlidingScaleDto['ranges'] | undefined {
  const ranges = text
    .split(/[;\n]/)
    .map((range) => range.trim())
    .filter(Boolean)
    .map((range) => {
      const [from, to, dose] = (RANGE.exec(range) ?? []).slice(1).map(readAmount);
      return { from: from ?? NaN, to: to ?? NaN, dose: dose ?? NaN };
    });
  const isRead = ranges.every((range) => Object.values(range).every((value) => !Number.isNaN(value)));
  return isRead && ranges.length > 0 ? ranges : undefined;
}

const typedScale = ({ unit, ranges }: SlidingScaleDto): Partial<TypedLine> => ({
  scaleUnit: unit,
  scale: ranges.map(({ from, to, dose }) => `${figure(from)}-${figure(to)}: ${figure(dose)}`).join('; '),
});

/** 8:00, 20h as ["08:00", "20:00"]; undefined when one of them is no time of day. */
function timesOf(text: string): string[] | undefined {
  const times = text
    .split(/[,;]/)
    .map((time) => /^\s*([01]?\d|2[0-3])\s*(?:[:h]\s*([0-5]\d)?)?\s*$/.exec(time))
    .map((found) => found && `${found[1]!.padStart(2, '0')}:${found[2] ?? '00'}`);
  return times.includes(null) ? undefined : (times as string[]);
}

/** What is sent of a line without mistakes. */
export function orderOf({ kind, code, priority, typed, orderSet }: Line): BasketOrderDto {
  const said = (field: LineField) => fieldsOf({ kind, typed }).includes(field) && typed[field].trim() !== '';
  const text = (field: LineField) => said(field) && { [field]: typed[field].trim() };
  const timing = said('when') && timingOf(typed);
  return {
    kind,
    ...(kind === 'medication' ? { medication: code } : { code }),
    priority,
    ...text('instructions'),
    ...text('question'),
    ...text('bodySite'),
    ...text('laterality'),
    ...text('speciality'),
    ...text('route'),
    ...(said('units') && { units: readAmount(typed.units) }),
    ...dosingOf(typed, said),
    ...(timing && { timing }),
    ...(orderSet && { orderSet }),
  };
}

/** What is given at one time: a dose, after a loading one or not; or a scale, whose highest dose it is. */
function dosingOf(typed: TypedLine, said: (field: LineField) => boolean): Partial<BasketOrderDto> {
  const unit = typed.doseUnit as DoseDto['unit'];
  const ranges = said('scale') ? scaleOf(typed.scale) : undefined;
  if (ranges) {
    const value = Math.max(...ranges.map(({ dose }) => dose));
    return { dose: { value, unit }, slidingScale: { unit: typed.scaleUnit as SlidingScaleDto['unit'], ranges } };
  }
  return {
    ...(said('dose') && { dose: { value: readAmount(typed.dose), unit } }),
    ...(said('loading') && { loadingDose: { value: readAmount(typed.loading), unit } }),
    ...(said('fluid') && { infusion: infusionOf(typed, said) }),
    ...((said('low') || said('high')) && { titration: titrationOf(typed) }),
  };
}

/** From nothing where no lowest rate is typed; a highest one is asked for by the service. */
const titrationOf = ({ low, high, target }: TypedLine): NonNullable<BasketOrderDto['titration']> => ({
  low: low.trim() === '' ? 0 : readAmount(low),
  high: readAmount(high),
  ...(target.trim() && { target: target.trim() }),
});

const infusionOf = (typed: TypedLine, said: (field: LineField) => boolean): InfusionDto => ({
  ...{ fluid: typed.fluid.trim(), volume: readAmount(typed.volume) },
  ...(said('inFluid') && {
    amount: { value: readAmount(typed.inFluid), unit: typed.inFluidUnit as DoseDto['unit'] },
  }),
  ...(said('rate') && {
    rate: { value: readAmount(typed.rate), unit: typed.rateUnit as NonNullable<InfusionDto['rate']>['unit'] },
  }),
});

function timingOf({ when, everyHours, times, gap, most, neededFor, days }: TypedLine): Timing {
  const durationDays = days.trim() === '' ? {} : { durationDays: readAmount(days) };
  if (when === 'once') return { once: true };
  if (when === 'every') return { everyHours: readAmount(everyHours), ...durationDays };
  if (when === 'times') return { times: timesOf(times) ?? [], ...durationDays };
  const reason = neededFor.trim();
  const asNeeded = { minimumGapHours: readAmount(gap), maximumPerDay: readAmount(most), ...(reason && { reason }) };
  return { asNeeded, ...durationDays };
}
