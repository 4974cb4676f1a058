import { ownRule } from '../routes/own-rule.js';
import { careWords } from './care.words.js';
import { namesSomething, saysSomething } from './stated-reason.rules.js';

/**
 * For the reason of what is told late, put right, taken back or kept from others: it is read by whoever asks years later, and nothing else
 * tells them. That every reason has one of the two, `test/guarantees/no-field-slips-in.spec.ts` asks of each route.
 */
export const SaysWhy = (): PropertyDecorator => ownRule('says-why', careWords.saysWhy, saysSomething);

/** For the reason of what is done at a bedside, where one short word is often all there is to say ("Ho", "Nôn"): words, not a sign. */
export const NamesReason = (): PropertyDecorator => ownRule('names-reason', careWords.namesReason, namesSomething);
