import { ValidateIf } from 'class-validator';

/**
 * A field that may be left out, but is never null. `@IsOptional()` lets null through too: it is for fields that null
 * empties, and for parameters of a query, which cannot be null.
 */
export const MayBeAbsent = (): PropertyDecorator => ValidateIf((_, value) => value !== undefined);

const absent = new WeakSet<object>();

/** A body that may be left out altogether: it then counts as one without any field. */
export const BodyMayBeAbsent = (): ClassDecorator => (dto) => void absent.add(dto);
export const bodyMayBeAbsent = (dto: object | undefined): boolean => dto !== undefined && absent.has(dto);
