import { isEasyPin } from './pin.rules.js';

describe('A PIN that is guessed first', () => {
  it.each([
    '000000',
    '123456',
    '987654',
    '890123',
    '121212',
    '123123',
    '123321',
    '112233',
    '111222',
    '150384',
    '290200',
    '311299',
    // Along the number pad, straight or round, and two lines of it.
    '147258',
    '258025',
    '123412',
    '258369',
    '159753',
    '123789',
    '147896',
    // One digit and another; pairs that count.
    '111112',
    '575577',
    '102030',
    '121314',
    '605040',
    // Dates as others write them.
    '840315',
    '031984',
    '198403',
  ])('%s is refused', (pin) => {
    expect(isEasyPin(pin)).toBe(true);
  });

  it.each(['407159', '831604', '135790', '320185', '990199', '301347', '147328'])('%s is taken', (pin) => {
    expect(isEasyPin(pin)).toBe(false);
  });

  it('are few of all', () => {
    const easy = Array.from({ length: 1_000_000 }, (_, pin) => String(pin).padStart(6, '0')).filter(isEasyPin);
    expect(easy.length).toBeLessThan(90_000);
  });
});
