import { applyDecorators } from '@nestjs/common';
import { ApiProperty } from '@nestjs/swagger';
import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { ownRule } from '../routes/own-rule.js';
import { Trimmed } from '../routes/trimmed.js';
import { careWords } from './care.words.js';
import { namesSomething, saysSomething } from './stated-reason.rules.js';

/** How long a reason is at most, where nothing else is said. */
const MOST = 500;

/** A reason is text without spaces round it, of one to so many characters, which keeps one rule more: how much it has to say. */
const reason = (most: number, rule: PropertyDecorator): PropertyDecorator =>
  applyDecorators(
    MaxLength(most),
    rule,
    IsNotEmpty(),
    IsString(),
    Trimmed(),
    // What describes the service reads decorators by their names, and so finds no bound in here.
    ApiProperty({ maxLength: most }),
  );

/**
 * For the reason of what is told late, put right, taken back or kept from others: it is read by whoever asks years later, and nothing else
 * tells them. That every reason has one of the two, `test/guarantees/no-field-slips-in.spec.ts` asks of each route.
 */
export const SaysWhy = (most = MOST): PropertyDecorator =>
  reason(most, ownRule('says-why', careWords.saysWhy, saysSomething));

/** For the reason of what is done at a bedside, where one short word is often all there is to say ("Ho", "Nôn"): words, not a sign. */
export const NamesReason = (most = MOST): PropertyDecorator =>
  reason(most, ownRule('names-reason', careWords.namesReason, namesSomething));
