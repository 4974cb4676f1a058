import { describe, expect, it } from '@jest/globals';
import { answersTest } from './answers-test.rules.js';

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
