import type { Coding } from '../datatypes/coding.js';
import { isSameAnalyte } from './analyte.rules.js';
import { LOINC } from './code-systems.js';

/**
 * Panels that hospitals order, and tests that are of each, by their codes in LOINC, by mass and by amount. A laboratory may report more than stands here;
 * what has nothing that does is of another test. Source: LOINC, class PANEL, with what laboratories of this country report beside it.
 */

const ELECTROLYTES = codes('2951-2 2947-0 2823-3 6298-4 2075-0 2069-3 2028-9 20565-8 1963-8 1962-0');
const CALCIUM = codes('2000-8 17861-6 1994-3 1995-0');
const KIDNEY = codes('3094-0 22664-7 6299-2 2160-0 14682-9 38483-4 33914-3 62238-1 98979-8 77147-7');
const GLUCOSE = codes('2345-7 14749-6 2339-0 15074-8 1558-6 14771-0');
const BASIC = [...ELECTROLYTES, ...CALCIUM, ...KIDNEY, ...GLUCOSE, ...codes('33037-3 1863-0 10466-1')];
const LIVER = codes(
  '1742-6 1743-4 1920-8 6768-6 2324-2 1975-2 14631-6 1968-7 14629-0 1971-1 14630-8 1751-7 61151-7 2885-2 10834-0 1759-0 14804-9 2532-0',
);
const KIDNEY_FUNCTION = [...BASIC, ...codes('1751-7 61151-7 2777-1 14879-1 3084-1 14933-6')];
const LIPIDS = codes(
  '2093-3 14647-2 2085-9 14646-4 13457-7 18262-6 2089-1 22748-8 39469-2 69419-0 2571-8 14927-8 43396-1 70204-3 13458-5 9830-1 1869-7 1884-6',
);
const BLOOD_COUNT = [
  ...codes(
    '6690-2 26464-8 789-8 26453-1 718-7 59260-0 20509-6 4544-3 20570-8 787-2 30428-7 785-6 28539-5 786-4 28540-3',
  ),
  ...codes('788-0 30385-9 21000-5 30384-2 777-3 26515-7 778-1 32623-1 28542-9 32207-3 51637-7 48386-7 71260-4'),
];
const DIFFERENTIAL = [
  ...codes(
    '751-8 26499-4 770-8 26511-6 731-0 26474-7 736-9 26478-8 742-7 26484-6 5905-5 26485-3 711-2 26449-9 713-8 26450-7',
  ),
  ...codes('704-7 26444-0 706-2 30180-4 53115-2 71695-1 51584-1 38518-7 764-1 35332-6 58413-6 771-6 19048-8'),
];
const COUNTS = [...BLOOD_COUNT, ...DIFFERENTIAL];
const PROTHROMBIN = codes('5902-2 5964-2 6301-6 34714-6 5894-1 5895-8');
const GASES = [
  ...codes(
    '2744-1 2745-8 2746-6 11558-4 2753-2 2019-8 2020-6 2021-4 11557-6 34705-4 2703-7 2704-5 2705-2 11556-8 19255-9',
  ),
  ...codes('1959-6 1960-4 1961-2 1963-8 14627-4 1925-7 1926-5 1927-3 11555-0 2708-6 2710-2 2711-0 20564-1 2713-6'),
  ...codes(
    '2518-9 2519-7 32693-4 3150-0 19991-9 2026-3 2027-1 2028-9 20563-3 2614-6 6298-4 2947-0 1994-3 718-7 2339-0',
  ),
];
const URINE = [
  ...codes(
    '5803-2 2756-5 5811-5 2965-2 5810-7 53326-5 5792-7 2349-9 2350-7 25428-4 5804-0 2887-8 2888-6 20454-5 57735-3',
  ),
  ...codes(
    '5797-6 2514-8 57734-6 5794-3 20409-9 57751-0 5802-4 2657-5 32710-6 5799-2 60026-2 58453-2 5770-3 1977-8 20505-4',
  ),
  ...codes(
    '20405-7 19161-9 13658-0 58450-8 5778-6 5767-9 32167-9 50553-7 5821-4 30405-5 20455-2 5808-1 30391-7 13945-1',
  ),
  ...codes('11277-1 5787-7 24124-0 5796-8 25145-4 5769-5 5783-6 8247-9 1754-1 14957-5 2161-8 14683-7'),
];
const THYROID = codes('3016-3 11579-0 11580-8 3024-7 14920-3 3026-2 14921-1 3051-0 14928-6 3053-6 14930-2');

const PANELS: ReadonlyMap<string, ReadonlySet<string>> = new Map(
  [
    [['24323-8'], [...BASIC, ...LIVER]],
    [['24320-4', '24321-2', '51990-0'], BASIC],
    [
      ['24326-1', '55231-5'],
      [...ELECTROLYTES, ...CALCIUM],
    ],
    [['24362-6'], KIDNEY_FUNCTION],
    [['24325-3'], LIVER],
    [['24331-1', '57698-3', '100898-6'], LIPIDS],
    [['58410-2', '57021-8', '57782-5', '69738-3'], COUNTS],
    [['34528-0'], PROTHROMBIN],
    [['24336-0', '24337-8', '24338-6', '24339-4', '24340-2'], GASES],
    [['24356-8', '24357-6', '50556-0'], URINE],
    [['24348-5', '34533-0'], THYROID],
  ].flatMap(([panels = [], tests]) => panels.map((panel) => [panel, new Set(tests)] as const)),
);

function codes(text: string): string[] {
  return text.split(' ');
}

/** Whether a test is one of those that make a panel. */
export function isOfPanel({ system, code = '' }: Coding, panel: Coding): boolean {
  const tests = system === LOINC && panel.system === LOINC ? PANELS.get(panel.code ?? '') : undefined;
  return tests !== undefined && (tests.has(code) || [...tests].some((one) => isSameAnalyte(one, code)));
}

/** Whether a panel is a smaller one, all of whose tests are of the other: electrolytes of a metabolic panel. Those of the same tests are one. */
export function isSmallerPanel({ system, code = '' }: Coding, panel: Coding): boolean {
  const own = system === LOINC ? PANELS.get(code) : undefined;
  const whole = panel.system === LOINC ? PANELS.get(panel.code ?? '') : undefined;
  return own !== undefined && whole !== undefined && own.size < whole.size && [...own].every((one) => whole.has(one));
}

/** Every code that stands here. */
export const PANEL_CODES: readonly string[] = [...PANELS].flatMap(([panel, tests]) => [panel, ...tests]);
