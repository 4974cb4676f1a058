import { Transform } from 'class-transformer';

const trim = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? value.trim() : value);

/** Text without the spaces round it; what is nothing but spaces is empty, and `@IsNotEmpty()` then refuses it. */
export const Trimmed = (): PropertyDecorator => Transform(trim);
