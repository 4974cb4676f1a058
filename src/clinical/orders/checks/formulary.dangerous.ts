import type { Drug } from './formulary.js';
import { BOTH, INJECTION, IV, IV_IM, ORAL, ORAL_IV, TABLET } from './formulary.parts.js';

/** Medicines of which a wrong dose kills, known by their doses alone: their cautions are not, and the checks say so. */
export const DANGEROUS: readonly Drug[] = [
  {
    ...{ atc: 'B01AB01', name: 'Heparin', classes: ['anticoagulant'], forms: INJECTION, strengths: ['5000 IU/mL'] },
    routes: ['intravenous', 'subcutaneous'],
    unit: '[iU]',
    adult: { single: 20_000, daily: 60_000, hourly: 2000 },
    child: { single: 250, daily: 600 },
    source: 'ATC',
  },
  {
    ...{ atc: 'B05XA05', name: 'Magnesium sulfate', also: ['magnesi sulfat'], classes: ['magnesium'] },
    ...{ forms: INJECTION, strengths: ['15 %'], routes: IV_IM },
    adult: { single: 10_000, singleIv: 6000, daily: 28_000, hourly: 2000 },
    source: 'ATC',
  },
  {
    ...{ atc: 'J01XB01', name: 'Colistin', classes: ['polymyxin'], forms: INJECTION, strengths: ['1 MIU', '2 MIU'] },
    ...{ routes: IV, unit: '[iU]' },
    adult: { daily: 9_000_000 },
    child: { daily: 75_000 },
    source: 'ATC',
  },
  {
    ...{ atc: 'R03DA05', name: 'Aminophylline', also: ['aminophylin', 'diaphylin'], classes: ['xanthine'] },
    ...{ forms: BOTH, strengths: ['100 mg', '24 mg/mL'], routes: ORAL_IV },
    adult: { single: 500 },
    source: 'ATC',
  },
  {
    ...{ atc: 'L04AX03', name: 'Methotrexate', also: ['methotrexat'], classes: ['antimetabolite'] },
    ...{ forms: TABLET, strengths: ['2.5 mg', '10 mg'], routes: ORAL },
    adult: { single: 20, daily: 20 },
    leastHours: 168,
    pregnancy: 'avoid',
    lactation: 'avoid',
    source: 'ATC',
  },
];
