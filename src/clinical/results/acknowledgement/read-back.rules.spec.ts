import { saysTheSame } from './read-back.rules.js';

describe('A read-back', () => {
  it.each([
    ['Kali 7,1', [{ value: 7.1, text: null }], true],
    ['kali 7.1 mmol/L', [{ value: 7.1, text: null }], true],
    ['kali 1,7', [{ value: 7.1, text: null }], false],
    ['kali 71', [{ value: 7.1, text: null }], false],
    [
      'kali 7,1; glucose 2,4',
      [
        { value: 7.1, text: null },
        { value: 2.4, text: null },
      ],
      true,
    ],
    [
      'kali 7,1',
      [
        { value: 7.1, text: null },
        { value: 2.4, text: null },
      ],
      false,
    ],
    ['bazơ dư âm 12', [{ value: -12, text: null }], true],
    ['kali 7,9', [{ value: null, text: '7.9 tán huyết' }], true],
    ['kali 9,7', [{ value: null, text: '* 7.9 (3.5-5.1)' }], false],
    ['E. coli', [{ value: null, text: 'E. coli O157' }], true],
    ['cấy máu dương tính', [{ value: null, text: 'Dương tính' }], true],
  ])('of "%s" for %j says the same: %j', (readBack, told, expected) => {
    expect(saysTheSame(readBack, told)).toBe(expected);
  });
});
