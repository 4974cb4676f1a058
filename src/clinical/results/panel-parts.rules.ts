import type { Localised } from '../../kernel/language.js';
import type { Coding } from '../datatypes/coding.js';
import type { ResultDetails } from '../datatypes/result-details.js';
import { isSameAnalyte } from './analyte.rules.js';
import { LOINC } from './code-systems.js';
import { partWords } from './panel-parts.words.js';
import { isOfPanel, isSmallerPanel } from './panels.rules.js';

/**
 * What a panel cannot be without, whatever a laboratory reports besides: analysers and some laboratories send each test of a panel by itself,
 * and one of them is not the panel. Source: the required members of the panels in LOINC, as far as laboratories of this country report them;
 * the hospital's laboratory confirms them.
 */
type Part = keyof typeof partWords;

/** By which codes each goes, by mass and by amount, of serum, plasma or blood. */
const CODES: Readonly<Record<Part, readonly string[]>> = {
  leucocytes: ['6690-2', '26464-8'],
  erythrocytes: ['789-8', '26453-1'],
  haemoglobin: ['718-7', '59260-0', '20509-6'],
  haematocrit: ['4544-3', '20570-8'],
  platelets: ['777-3', '26515-7', '778-1'],
  neutrophils: ['751-8', '26499-4', '770-8', '26511-6'],
  lymphocytes: ['731-0', '26474-7', '736-9', '26478-8'],
  sodium: ['2951-2', '2947-0'],
  potassium: ['2823-3', '6298-4'],
  chloride: ['2075-0', '2069-3'],
  calcium: ['2000-8', '17861-6', '1994-3', '1995-0'],
  phosphate: ['2777-1', '14879-1'],
  urea: ['3094-0', '22664-7', '6299-2'],
  creatinine: ['2160-0', '14682-9', '38483-4'],
  glucose: ['2345-7', '14749-6', '2339-0', '15074-8', '1558-6', '14771-0'],
  alt: ['1742-6', '1743-4'],
  ast: ['1920-8'],
  alkalinePhosphatase: ['6768-6'],
  bilirubin: ['1975-2', '14631-6'],
  directBilirubin: ['1968-7', '14629-0'],
  albumin: ['1751-7', '61151-7'],
  protein: ['2885-2'],
  cholesterol: ['2093-3', '14647-2'],
  triglycerides: ['2571-8', '14927-8'],
  hdl: ['2085-9', '14646-4'],
  ldl: ['13457-7', '18262-6', '2089-1', '22748-8', '39469-2', '69419-0'],
  prothrombin: ['5902-2', '5964-2'],
  inr: ['6301-6', '34714-6'],
  bloodPh: ['2744-1', '2745-8', '2746-6', '11558-4', '2753-2'],
  carbonDioxide: ['2019-8', '2020-6', '2021-4', '11557-6', '34705-4'],
  oxygen: ['2703-7', '2704-5', '2705-2', '11556-8', '19255-9'],
  urinePh: ['5803-2', '2756-5'],
  urineProtein: ['5804-0', '2887-8', '2888-6', '20454-5', '57735-3'],
  urineGlucose: ['5792-7', '2349-9', '2350-7', '25428-4'],
  urineBlood: ['5794-3', '20409-9', '57751-0'],
  urineLeucocytes: ['5799-2', '60026-2'],
  urineNitrite: ['5802-4', '2657-5', '32710-6'],
  thyrotropin: ['3016-3', '11579-0', '11580-8'],
  thyroxine: ['3024-7', '14920-3'],
};

const COUNT: readonly Part[] = ['leucocytes', 'erythrocytes', 'haemoglobin', 'haematocrit', 'platelets'];
const ELECTROLYTES: readonly Part[] = ['sodium', 'potassium', 'chloride'];
const BASIC: readonly Part[] = [...ELECTROLYTES, 'urea', 'creatinine', 'glucose'];
const LIVER: readonly Part[] = ['alt', 'ast', 'alkalinePhosphatase', 'bilirubin', 'albumin', 'protein'];

const PARTS: ReadonlyMap<string, readonly Part[]> = new Map<string, readonly Part[]>(
  (
    [
      [['58410-2'], COUNT],
      [
        ['57021-8', '57782-5', '69738-3'],
        [...COUNT, 'neutrophils', 'lymphocytes'],
      ],
      [['24326-1', '55231-5'], ELECTROLYTES],
      [['24320-4'], BASIC],
      [
        ['24321-2', '51990-0'],
        [...BASIC, 'calcium'],
      ],
      [['24323-8'], [...BASIC, 'calcium', ...LIVER]],
      [['24362-6'], [...BASIC, 'calcium', 'phosphate', 'albumin']],
      [['24325-3'], [...LIVER, 'directBilirubin']],
      [
        ['24331-1', '57698-3', '100898-6'],
        ['cholesterol', 'triglycerides', 'hdl', 'ldl'],
      ],
      [['34528-0'], ['prothrombin', 'inr']],
      [
        ['24336-0', '24337-8', '24338-6', '24339-4', '24340-2'],
        ['bloodPh', 'carbonDioxide', 'oxygen'],
      ],
      [
        ['24356-8', '24357-6', '50556-0'],
        ['urinePh', 'urineProtein', 'urineGlucose', 'urineBlood', 'urineLeucocytes', 'urineNitrite'],
      ],
      [
        ['24348-5', '34533-0'],
        ['thyrotropin', 'thyroxine'],
      ],
    ] satisfies [string[], readonly Part[]][]
  ).flatMap(([panels, parts]) => panels.map((panel) => [panel, parts] as const)),
);

/** Every panel that stands here, with the codes of its parts. */
export const PARTS_BY_PANEL: ReadonlyMap<string, readonly (readonly string[])[]> = new Map(
  [...PARTS].map(([panel, parts]) => [panel, parts.map((part) => CODES[part])]),
);

type Coded = Pick<Coding, 'system' | 'code'>;

interface CodedValue {
  readonly code: Coded;
  readonly details?: ResultDetails | null;
  readonly components?: readonly { readonly code: Coded }[] | null;
}

/** By which codes a value goes: its own, those beside it, and those of its parts, where a panel came as one value. */
export const codesOfValue = ({ code, details, components }: CodedValue): Coded[] => [
  code,
  ...(details?.codings ?? []),
  ...(components ?? []).map((part) => part.code),
];

interface StoredValue extends Omit<CodedValue, 'code'> {
  readonly system: string | null;
  readonly code: string | null;
}

/** The same of a value as it is stored. */
export const codesOfStored = ({ system, code, ...value }: StoredValue): Coded[] =>
  codesOfValue({ code: { system: system ?? undefined, code: code ?? undefined }, ...value });

/** What a panel cannot be without and has no value of; nothing of a test that is no panel. */
export const missingParts = (panel: Coded, values: readonly Coded[]): Localised[] =>
  lackingIn(panel, values).map((part) => partWords[part]);

/** The same as codes, for what is said of them. */
export const missingTests = (panel: Coded, values: readonly Coded[]): Coding[] =>
  lackingIn(panel, values).map((part) => ({ system: LOINC, code: CODES[part][0]!, display: partWords[part].vi }));

function lackingIn(panel: Coded, values: readonly Coded[]): Part[] {
  const parts = panel.system === LOINC ? (PARTS.get(panel.code ?? '') ?? []) : [];
  if (parts.length === 0) return [];
  const found = values.flatMap(({ system, code }) => (system === LOINC && code ? [code] : []));
  const has = (part: Part) => found.some((code) => CODES[part].some((one) => one === code || isSameAnalyte(one, code)));
  return parts.filter((part) => !has(part));
}

/** Whether a report says that it is of tests of a panel, and nowhere that it is the panel: that it is final says nothing of the others. */
export function isOfPartsAlone(panel: Coding, told: readonly Coding[]): boolean {
  const known = told.filter(({ system, code }) => system === LOINC && code !== undefined);
  return known.length > 0 && known.every((one) => isPart(one, panel));
}

/** Whether something is a test of a panel, or a smaller panel in it. */
const isPart = (one: Coding, panel: Coding): boolean => isOfPanel(one, panel) || isSmallerPanel(one, panel);
