/** Wrong PINs in a row after which only a full sign-in helps. */
export const MOST_WRONG_PINS = 5;

/** A PIN somebody would guess first: one digit six times, or a run up or down. */
export function isEasyPin(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, index) => (Number(digit) - Number(pin[index]) + 10) % 10);
  return steps.every((step) => step === steps[0] && [0, 1, 9].includes(step)) || /^(\d\d)\1\1$|^(\d{3})\2$/.test(pin);
}
