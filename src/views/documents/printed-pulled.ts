import canonicalize from 'canonicalize';
import { decodeJwt } from 'jose';
import { unitText } from '../../clinical/datatypes/ucum.js';
import { vitalWords } from '../../clinical/observations/observations.words.js';
import { flagOf } from './flag-text.js';
import { CONSCIOUSNESS_WORDS } from './listed.words.js';
import { inWords, paperLanguage } from './paper-language.js';
import { paperWords } from './paper.words.js';
import { momentText, numberText } from './printed-text.js';
import type { PrintedNoteRow } from './source.js';

type Pulled = Pick<PrintedNoteRow, 'pulled' | 'authorSignature'>;
type PulledValue = NonNullable<Pulled['pulled']>[number];

/** What a note took from the chart, as its author signed it: the signature holds it, whatever stands beside the note now. */
export function signedPulled({ pulled, authorSignature }: Pulled): readonly PulledValue[] {
  return signedWith(authorSignature)?.pulled ?? pulled ?? [];
}

/** Whether what stands beside the note is what was signed with it. What was signed before signatures held it is not told apart. */
export function pulledFits({ pulled, authorSignature }: Pulled): boolean {
  if (authorSignature === null) return true;
  const signed = signedWith(authorSignature);
  return signed !== undefined && canonicalize(signed.pulled ?? null) === canonicalize(pulled);
}

interface SignedNote {
  readonly pulled: readonly PulledValue[] | null;
}

/** Undefined where there is no signature, or none that can be read. */
function signedWith(signature: string | null): SignedNote | undefined {
  if (signature === null) return undefined;
  try {
    return decodeJwt<{ note?: SignedNote }>(signature).note;
  } catch {
    return undefined;
  }
}

/** "Lấy từ hồ sơ …: 07/03/2026 08:00: Mạch 88 lần/phút, Huyết áp 120/80 mmHg; …"; empty where nothing was taken. */
export function pulledText(values: readonly PulledValue[]): string {
  if (values.length === 0) return '';
  const taken = [...Map.groupBy(values, ({ effectiveAt }) => effectiveAt)].map(
    ([at, these]) => `${momentText(at)}: ${together(these).join(', ')}`,
  );
  return `${paperWords().pulled} ${taken.join('; ')}`;
}

/** A pressure is said as one measurement. */
function together(values: readonly PulledValue[]): string[] {
  const systolic = values.find(({ code }) => code === 'systolic');
  const diastolic = values.find(({ code }) => code === 'diastolic');
  return values.flatMap((one) => {
    if (!systolic || !diastolic || (one !== systolic && one !== diastolic)) return [said(one)];
    if (one === diastolic) return [];
    const pressure = [systolic, diastolic].map((part) => valueText(part)).join('/');
    return [`${vitalWords.bloodPressure[paperLanguage()]} ${pressure} ${unitText('mm[Hg]')}`];
  });
}

function said(one: PulledValue): string {
  const { code, display, unit, interpretation } = one;
  const name = display ?? inWords(vitalWords)[code] ?? code;
  const flag = flagOf(interpretation ?? null);
  const words = [name, valueText(one), unit ? (unitText(unit) ?? unit) : '', flag && `(${flag})`];
  return words.filter(Boolean).join(' ');
}

function valueText({ code, value }: PulledValue): string {
  if (typeof value === 'boolean') return value ? paperWords().yes : paperWords().no;
  if (typeof value === 'number') return numberText(value);
  return code === 'consciousness' ? (CONSCIOUSNESS_WORDS[value]?.[paperLanguage()] ?? value) : value;
}
