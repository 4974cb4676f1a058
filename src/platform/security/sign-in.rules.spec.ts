import { AT_ONE_ADDRESS, FROM_ANYWHERE, pauseAfter, pausesOf } from './sign-in.rules.js';

describe('The pause after wrong passwords', () => {
  it('begins with the fifth at one address, doubles, and ends at five minutes', () => {
    expect(pausesOf(AT_ONE_ADDRESS)).toEqual([0, 0, 0, 0, 5, 10, 20, 40, 80, 160, 300]);
    expect(pauseAfter(1_000_000)).toBe(300);
  });

  it('begins with the fiftieth from anywhere', () => {
    expect([49, 50, 51].map((failures) => pauseAfter(failures, FROM_ANYWHERE))).toEqual([0, 5, 10]);
  });
});
