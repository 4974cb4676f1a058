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
  {
    ...{ atc: 'C01CA04', name: 'Dopamine', also: ['dopamin'], classes: ['sympathomimetic'], forms: INJECTION },
    ...{ strengths: ['40 mg/mL'], routes: IV },
    adult: { hourlyPerKg: 3 },
    source: 'ASKED',
  },
  {
    ...{ atc: 'C01CA07', name: 'Dobutamine', also: ['dobutamin'], classes: ['sympathomimetic'], forms: INJECTION },
    ...{ strengths: ['12.5 mg/mL'], routes: IV },
    adult: { hourlyPerKg: 2.4 },
    child: { hourly: 2.4 },
    source: 'ASKED',
  },
  {
    ...{ atc: 'H01BA01', name: 'Vasopressin', classes: ['vasopressor'], forms: INJECTION, strengths: ['20 IU/mL'] },
    ...{ routes: IV, unit: '[iU]' },
    adult: { hourly: 6 },
    source: 'ASKED',
  },
  {
    ...{
      atc: 'H01BB02',
      name: 'Oxytocin',
      classes: ['oxytocic'],
      forms: INJECTION,
      strengths: ['5 IU/mL', '10 IU/mL'],
    },
    ...{ routes: IV_IM, unit: '[iU]' },
    // 40 units in four hours against bleeding after birth; before it 20 milliunits a minute.
    adult: { single: 10, hourly: 10, hourlyPregnant: 1.2 },
    source: 'ASKED',
  },
  {
    ...{ atc: 'N01AH01', name: 'Fentanyl', classes: ['opioid'], forms: INJECTION, strengths: ['50 µg/mL'] },
    routes: IV_IM,
    adult: { single: 0.2, hourly: 0.5 },
    child: { single: 0.005, hourly: 0.01 },
    source: 'ASKED',
  },
  {
    ...{ atc: 'N02AB02', name: 'Pethidine', also: ['pethidin'], classes: ['opioid', 'serotonergic'], forms: INJECTION },
    ...{ strengths: ['50 mg/mL'], routes: [...IV_IM, 'subcutaneous'] },
    adult: { single: 150, daily: 600 },
    child: { single: 2, daily: 12 },
    source: 'ASKED',
  },
  {
    ...{ atc: 'R05DA04', name: 'Codeine', also: ['codein'], classes: ['opioid'], forms: TABLET, strengths: ['30 mg'] },
    routes: ORAL,
    adult: { single: 60, daily: 240 },
    source: 'ASKED',
  },
];
