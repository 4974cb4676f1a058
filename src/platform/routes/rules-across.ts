import type { ValidationError } from 'class-validator';
import type { FieldError } from '../../kernel/problem.js';

/** An input of which some fields may be missing, because they were refused already; of a list, some items. */
export type Sound<T> = {
  readonly [field in keyof T]?: T[field] extends readonly (infer Item)[] | undefined
    ? readonly (Item | undefined)[] | undefined
    : T[field];
};

type Check = (input: never, refused: ReadonlySet<string>) => readonly FieldError[];

const checks = new Map<unknown, Check>();

/**
 * Declares what is wrong with an input beyond its single fields, so that it is told together with what is wrong with
 * those. The service checks again: not every input comes from a request.
 */
export function tellTogether<T extends object>(
  dto: new () => T,
  check: (input: Sound<T>, refused: ReadonlySet<string>) => readonly FieldError[],
): void {
  checks.set(dto, check);
}

/** What is wrong beyond the single fields, with an input of which `errors` were found already. */
export function errorsAcross(errors: readonly ValidationError[]): FieldError[] {
  const input = errors[0]?.target;
  const check = input && checks.get(input.constructor);
  if (!check) return [];
  const sound: Record<string, unknown> = { ...input };
  for (const error of errors) sound[error.property] = soundPart(error);
  return [...check(sound as never, new Set(errors.map(({ property }) => property)))];
}

/** Of a list the items that are sound, in their places; of anything else nothing. */
function soundPart({ value, constraints, children = [] }: ValidationError): unknown {
  if (constraints || !Array.isArray(value)) return undefined;
  const broken = new Set(children.map(({ property }) => Number(property)));
  return value.map((item: unknown, place) => (broken.has(place) ? undefined : item));
}
