import { ValidateIf } from 'class-validator';

/**
 * A field that may be left out, but is never null. `@IsOptional()` lets null through too: it is for fields that null
 * empties, and for parameters of a query, which cannot be null.
 */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);
