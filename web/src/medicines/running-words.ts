import { SETS_RATE } from '../../../src/clinical/infusions/infusion-course.rules.ts';
import type { DoseResponse, InfusionStepResponse, RunningInfusionResponse } from '../api/generated/index.ts';
import { figure, moment } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';
import type { DoseAct } from './dose-acts.ts';
import { amountWords } from './dose-words.ts';

/** đang chạy 25 mL/giờ từ 14:05, đã vào khoảng 120/500 mL, hết khoảng 19:00 */
export function runningWords(words: Words, running: RunningInfusionResponse): string {
  const told = words.medicines.running;
  const { state, since, rate, infused } = running;
  if (state === 'given' || state === 'stopped') {
    return infused === null ? told.wentUnknown : told.went(figure(infused));
  }
  const runs =
    state === 'paused'
      ? told.paused(moment(since))
      : told.runs(rate ? rateWords(words, running) : told.rateUnknown, moment(setAt(running)));
  return [runs, infusedWords(words, running), ...emptyWords(words, running)].join(', ');
}

/** Since when it runs as fast as it does now: it may have begun faster. */
const setAt = ({ steps, since }: RunningInfusionResponse): string =>
  steps.filter(({ kind, isInError }) => !isInError && SETS_RATE.includes(kind)).at(-1)?.at ?? since;

/** 5 mL/giờ (0,13 µg/kg/phút); of one that is set otherwise also its mL an hour. */
function rateWords(words: Words, { rate, mlPerHour }: RunningInfusionResponse): string {
  if (!rate) return '';
  const isMl = rate.unit === 'mL/h' || mlPerHour === null;
  const ml = isMl ? '' : ` (${amountWords(words, { value: mlPerHour, unit: 'mL/h' })})`;
  return `${amountWords(words, rate)}${ml}`;
}

function infusedWords({ medicines: { running } }: Words, { infused, bag }: RunningInfusionResponse): string {
  if (infused === null) return running.infusedUnknown;
  if (!bag || bag.volume === null || bag.infused === null) return running.infused(figure(infused));
  const ofBag = running.infusedOf(figure(bag.infused), figure(bag.volume));
  return bag.infused === infused ? ofBag : `${ofBag}, ${running.inAll(figure(infused))}`;
}

function emptyWords({ medicines: { running } }: Words, { bag }: RunningInfusionResponse): string[] {
  if (!bag?.emptyAt) return [];
  return [bag.isEmpty ? running.empty(moment(bag.emptyAt)) : running.emptyAt(moment(bag.emptyAt))];
}

/** How much of the medicine goes in, for each kilogram where that is known; empty where it says nothing new. */
export function doseRateWords(words: Words, { running, highAlert, titration, dose }: DoseResponse): string {
  const isTold = highAlert || titration !== null || dose.unit.includes('/');
  if (!running || !isTold || running.state === 'given' || running.state === 'stopped') return '';
  const { doseRate, doseRatePerKg, doseRateUnknown, weightKg, rate } = running;
  const told = words.medicines.running;
  const others = [doseRate, doseRatePerKg].filter((one) => one !== null && one.unit !== rate?.unit);
  const amounts = others.map((one) => one && amountWords(words, one));
  const unknown = doseRateUnknown === null ? [] : [told.perKgUnknown[doseRateUnknown] ?? ''];
  const by = doseRatePerKg && weightKg !== null ? [told.byWeight(figure(weightKg))] : [];
  return [...amounts, ...by, ...unknown].filter(Boolean).join(', ');
}

/** What is meant when a field is left empty. */
export function placeholdersOf(what: DoseAct, { infusion, running }: DoseResponse): { rate?: string; volume?: string } {
  const rate = what === 'resume' ? running?.rate : infusion?.rate;
  const ofBag = what === 'bag' || what === 'give';
  const volume = ofBag ? infusion?.volume : what === 'finish' ? hungOf(running) : running?.infused;
  return {
    ...(rate && { rate: figure(rate.value) }),
    ...(volume !== null && volume !== undefined && { volume: figure(volume) }),
  };
}

/** mL of all bags that were hung: what goes in of an infusion that runs to its end. Null where nobody said how much one holds. */
const hungOf = (running: DoseResponse['running']): number | null =>
  (running?.steps ?? [])
    .filter(({ kind, isInError }) => !isInError && (kind === 'begin' || kind === 'bag'))
    .reduce<number | null>((sum, { volume }) => (sum === null || volume === null ? null : sum + volume), 0);

/** 14:05 · đổi tốc độ: 25 mL/giờ · Huyết áp thấp · Nguyễn Văn A, cùng Lê B */
export function stepWords(words: Words, step: InfusionStepResponse): string {
  const { steps, withWitness } = words.medicines;
  const { kind, at, rate, volume, reason, by, witness } = step;
  return [
    `${moment(at)} · ${steps.kinds[kind] ?? kind}${rate ? `: ${amountWords(words, rate)}` : ''}`,
    volume === null ? '' : (kind === 'begin' || kind === 'bag' ? steps.bag : steps.went)(figure(volume)),
    reason,
    by.fullName,
    witness && withWitness(witness.fullName),
    ...step.against.map((one) => words.medicines.against[one]),
  ]
    .filter(Boolean)
    .join(' · ');
}
