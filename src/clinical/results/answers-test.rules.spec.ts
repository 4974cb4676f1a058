import { describe, expect, it } from '@jest/globals';
import { answersTest } from './answers-test.rules.js';
import { isLoincCode } from './code-systems.js';
import { isOfPanel, PANEL_CODES } from './panels.rules.js';

const loinc = (code: string) => ({ system: 'http://loinc.org', code, display: code });
const [POTASSIUM, SODIUM, PANEL] = [loinc('2823-3'), loinc('2951-2'), loinc('24323-8')];
const values = (...codes: ReturnType<typeof loinc>[]) => codes.map((code) => ({ code }));

describe('Values that come for an order', () => {
  it.each([
    ['potassium for potassium', POTASSIUM, values(POTASSIUM), true],
    ['potassium and sodium for potassium', POTASSIUM, values(SODIUM, POTASSIUM), true],
    ['sodium for potassium', POTASSIUM, values(SODIUM), false],
    ['sodium for a panel', PANEL, values(SODIUM), true],
    ['what nobody knows for potassium', POTASSIUM, values(loinc('99999-9')), true],
    ['nothing', POTASSIUM, [], true],
  ])('%s', (_, ordered, sent, answers) => expect(answersTest(ordered, sent)).toBe(answers));
});

it('Codes of panels and of their tests are right to their check digit', () => {
  expect(PANEL_CODES.filter((code) => !isLoincCode(code))).toEqual([]);
});

it.each([
  ['sodium of electrolytes', '24326-1', '2951-2', true],
  ['sodium of blood, by its other code', '24326-1', '77139-4', true],
  ['sodium of a count of blood', '58410-2', '2951-2', false],
  ['anything of what is no panel', '2823-3', '2823-3', false],
])('%s', (_, panel, test, isOne) => expect(isOfPanel(loinc(test), loinc(panel))).toBe(isOne));
