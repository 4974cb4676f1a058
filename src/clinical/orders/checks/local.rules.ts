import type { CheckedOrder } from './facts.js';

/** Ways by which hardly anything reaches the rest of the body. The nose is none of them: midazolam and fentanyl are given by it. */
const LOCAL: readonly string[] = ['ophthalmic', 'otic', 'topical'];

/** Whether an order is of drops or an ointment, whose amount, kidneys and weight do not matter. */
export const isLocal = ({ route }: Pick<CheckedOrder, 'route'>): boolean => LOCAL.includes(route ?? '');

/** Whether it is of drops of the eye or ear, which do not reach an unborn child either; an ointment on much skin may. */
export const isDrops = ({ route }: Pick<CheckedOrder, 'route'>): boolean => route === 'ophthalmic' || route === 'otic';
