import { bitsOf, folded } from './guesses.rules.js';

const KNOWN = new Map([
  ['benhvien', 4],
  ['nguyen', 3],
  ['matkhau', 2],
]);

describe('How many guesses a password takes', () => {
  it.each([
    ['what is known', 'Bệnh viện', 4],
    ['what is known, masked', 'b3nhv1en', 4],
    ['what is known, and said again', 'matkhaumatkhau', 3],
    ['two things known', 'Nguyễn-Bệnh.Viện', 7],
    ['a year', '1985', Math.log2(200)],
    ['one letter, and again', 'aaaa', Math.log2(26) + 2],
    ['digits', '7204', 4 * Math.log2(10)],
    ['nothing', '', 0],
  ])('%s', (_, password, expected) => {
    expect(bitsOf(password, KNOWN)).toBeCloseTo(expected, 5);
  });

  it('grows with no length beyond what is looked at', () => {
    const long = 'kq'.repeat(16) + 'xw'.repeat(16);
    expect(bitsOf(`${long}${'zp'.repeat(200)}`, KNOWN)).toBe(bitsOf(long, KNOWN));
  });

  it('is the same whatever separates and capitalises', () => {
    expect(folded('Đặng_Thị. Ánh-')).toBe('dangthianh');
  });
});
