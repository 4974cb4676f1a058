import { describe, expect, it } from '@jest/globals';
import { isLoincCode } from './code-systems.js';
import { isOfPartsAlone, missingParts, PARTS_BY_PANEL } from './panel-parts.rules.js';
import { isOfPanel, PANEL_CODES } from './panels.rules.js';

const loinc = (code: string) => ({ system: 'http://loinc.org', code, display: code });
const ELECTROLYTES = loinc('24326-1');
const COUNT = loinc('58410-2');
const missing = (panel: ReturnType<typeof loinc>, ...codes: string[]) =>
  missingParts(panel, codes.map(loinc)).map(({ vi }) => vi);

describe('What a panel cannot be without', () => {
  it('is told of every panel that is known, by codes that are right and of that panel', () => {
    const panels = PANEL_CODES.filter((one) => PANEL_CODES.some((other) => isOfPanel(loinc(other), loinc(one))));
    expect([...PARTS_BY_PANEL.keys()].sort()).toEqual([...new Set(panels)].sort());
    for (const [panel, parts] of PARTS_BY_PANEL) {
      expect([panel, parts.flat().filter((code) => !isLoincCode(code))]).toEqual([panel, []]);
      const strange = parts.filter((codes) => !codes.some((code) => isOfPanel(loinc(code), loinc(panel))));
      expect([panel, strange]).toEqual([panel, []]);
    }
  });

  it.each([
    ['nothing yet', ELECTROLYTES, [], ['Natri', 'Kali', 'Clo']],
    ['one of three', ELECTROLYTES, ['2823-3'], ['Natri', 'Clo']],
    ['by the code of blood', ELECTROLYTES, ['2947-0', '6298-4', '2069-3'], []],
    ['by another code of the same analyte', ELECTROLYTES, ['77139-4', '2823-3', '2075-0'], []],
    ['a count without platelets', COUNT, ['6690-2', '789-8', '718-7', '4544-3', '787-2'], ['Tiểu cầu']],
    ['what is no panel', loinc('2823-3'), [], []],
    ['a panel of the hospital’s own', { ...loinc('DGD'), system: 'urn:bv' }, [], []],
  ])('%s', (_, panel, codes, names) => expect(missing(panel, ...codes)).toEqual(names));

  it.each([
    ['a test of it', [loinc('2823-3')], true],
    ['two tests of it, each with a code of its own', [loinc('2823-3'), { display: 'K' }, loinc('2951-2')], true],
    ['the panel', [ELECTROLYTES], false],
    ['the panel beside a test of it', [ELECTROLYTES, loinc('2823-3')], false],
    ['a report of the laboratory', [loinc('11502-2')], false],
    ['a code that nobody knows', [{ system: 'urn:lis', code: 'DGD', display: 'Điện giải' }], false],
    ['nothing', [], false],
  ])('a report says that it is of %s', (_, told, isOne) => expect(isOfPartsAlone(ELECTROLYTES, told)).toBe(isOne));

  it.each([
    ['electrolytes', '24326-1', true],
    ['the liver', '24325-3', true],
    ['the same without calcium', '24320-4', true],
    ['the kidney, with phosphate', '24362-6', false],
    ['the whole', '24323-8', false],
    ['a blood count', '58410-2', false],
  ])('a smaller panel is a part of a comprehensive one: %s', (_, code, isOne) =>
    expect(isOfPartsAlone(loinc('24323-8'), [loinc(code)])).toBe(isOne),
  );

  it('panels of the same tests are one, whichever name they go by', () => {
    expect(isOfPartsAlone(loinc('24321-2'), [loinc('24320-4')])).toBe(false);
    expect(isOfPartsAlone(loinc('57021-8'), [COUNT])).toBe(false);
  });
});
