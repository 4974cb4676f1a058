import { ownRule } from '../routes/own-rule.js';
import { careWords } from './care.words.js';
import { namesSomething, saysSomething } from './stated-reason.rules.js';

/**
 * For the reason of what is told late, put right, taken back or kept from others: it is read by whoever asks years later, and nothing else
 * tells them. Which of the two a reason has, `test/guarantees/openapi-is-complete.spec.ts` asks of every one.
 */
export const SaysWhy = (): PropertyDecorator => ownRule('says-why', careWords.saysWhy, saysSomething);

/** For the reason of what is done at a bedside, where one short word is often all there is to say ("Ho", "Nôn"): words, not a sign. */
export const NamesReason = (): PropertyDecorator => ownRule('names-reason', careWords.namesReason, namesSomething);
