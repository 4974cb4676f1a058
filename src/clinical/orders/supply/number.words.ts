import type { Language } from '../../../kernel/language.js';

/**
 * Numbers in words, as a prescription writes how much is taken and handed out. Source of the need: Circular 26/2025/TT-BYT, quantities of
 * narcotics in words; of the reading: Vietnamese and English as they are spoken. Up to 999,999; larger ones stay figures.
 */
const VI = ['không', 'một', 'hai', 'ba', 'bốn', 'năm', 'sáu', 'bảy', 'tám', 'chín'] as const;
const EN = [
  ...['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve'],
  ...['thirteen', 'fourteen', 'fifteen', 'sixteen', 'seventeen', 'eighteen', 'nineteen'],
];
const EN_TENS = ['', '', 'twenty', 'thirty', 'forty', 'fifty', 'sixty', 'seventy', 'eighty', 'ninety'];
const MOST = 999_999;

function viOnes(ones: number, tens: number): string {
  if (ones === 1 && tens > 1) return 'mốt';
  if (ones === 5 && tens > 0) return 'lăm';
  return VI[ones]!;
}

function viTens(value: number): string {
  const [tens, ones] = [Math.floor(value / 10), value % 10];
  const said = tens === 1 ? 'mười' : `${VI[tens]} mươi`;
  return ones === 0 ? said : `${said} ${viOnes(ones, tens)}`;
}

function viHundreds(value: number, isLed: boolean): string {
  const [hundreds, rest] = [Math.floor(value / 100), value % 100];
  const head = hundreds > 0 || isLed ? [`${VI[hundreds]} trăm`] : [];
  if (rest === 0) return head.join(' ');
  if (rest < 10) return [...head, ...(head.length > 0 ? ['linh'] : []), VI[rest]!].join(' ');
  return [...head, viTens(rest)].join(' ');
}

function viWhole(value: number): string {
  if (value === 0) return VI[0];
  const [thousands, rest] = [Math.floor(value / 1000), value % 1000];
  const head = thousands > 0 ? [`${viHundreds(thousands, false)} nghìn`] : [];
  return [...head, ...(rest > 0 ? [viHundreds(rest, thousands > 0)] : [])].join(' ');
}

function enWhole(value: number): string {
  if (value < 20) return EN[value]!;
  if (value < 100) return [EN_TENS[Math.floor(value / 10)]!, ...(value % 10 ? [EN[value % 10]!] : [])].join('-');
  const [unit, word] = value < 1000 ? ([100, 'hundred'] as const) : ([1000, 'thousand'] as const);
  const rest = value % unit;
  const tail = rest === 0 ? [] : [...(rest < 100 ? ['and'] : []), enWhole(rest)];
  return [enWhole(Math.floor(value / unit)), word, ...tail].join(' ');
}

const QUARTERS: Readonly<Record<Language, readonly string[]>> = {
  vi: ['', 'một phần tư', 'nửa', 'ba phần tư'],
  en: ['', 'a quarter of a', 'half a', 'three quarters of a'],
};

function viDecimal(text: string): string {
  const [whole = '0', part = ''] = text.split('.');
  return `${viWhole(Number(whole))} phẩy ${[...part].map((digit) => VI[Number(digit)]).join(' ')}`;
}

function enDecimal(text: string): string {
  const [whole = '0', part = ''] = text.split('.');
  return `${enWhole(Number(whole))} point ${[...part].map((digit) => EN[Number(digit)]).join(' ')}`;
}

/** "một viên rưỡi", "one and a half tablets": an amount in words. @param unit one of them, and several */
export function inWords(value: number, unit: readonly [one: string, several: string], language: Language): string {
  const whole = Math.floor(value);
  const quarters = (value - whole) * 4;
  const [one, several] = unit;
  if (value > MOST) return `${language === 'vi' ? String(value).replace('.', ',') : value} ${several}`;
  if (!Number.isInteger(quarters)) {
    const said = (language === 'vi' ? viDecimal : enDecimal)(String(value));
    return `${said} ${several}`;
  }
  const part = QUARTERS[language][quarters]!;
  if (whole === 0 && quarters > 0) return `${part} ${one}`;
  if (language === 'vi') {
    const tail = quarters === 0 ? '' : quarters === 2 && whole < 10 ? ' rưỡi' : ` và ${part} ${one}`;
    return `${viWhole(whole)} ${one}${tail}`;
  }
  if (quarters === 0) return `${enWhole(whole)} ${whole === 1 ? one : several}`;
  return `${enWhole(whole)} and ${quarters === 2 ? 'a half' : quarters === 1 ? 'a quarter' : 'three quarters'} ${several}`;
}
