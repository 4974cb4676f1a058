import { Transform } from 'class-transformer';
import { withoutUnseen } from '../../kernel/unseen-characters.js';

const trim = ({ value }: { value: unknown }): unknown => (typeof value === 'string' ? trimmed(value) : value);

function trimmed(text: string): string {
  const inner = text.trim();
  return withoutUnseen(inner).trim() === '' ? '' : inner;
}

/** Text without the spaces round it; what is nothing but spaces and unseen characters is empty, and `@IsNotEmpty()` then refuses it. */
export const Trimmed = (): PropertyDecorator => Transform(trim);
