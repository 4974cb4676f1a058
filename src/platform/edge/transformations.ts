import { createRequire } from 'node:module';

export type Class = new () => object;
/** What `@Transform` makes of a value. */
export type Shape = (given: { value: unknown; key: string; obj: unknown; type: number; options: object }) => unknown;

interface TypeSaid {
  readonly typeFunction: (options?: unknown) => unknown;
  readonly reflectedType?: unknown;
  readonly options?: { readonly discriminator?: unknown };
}
interface Storage {
  findTypeMetadata(of: unknown, field: string): TypeSaid | undefined;
  findTransformMetadatas(
    of: unknown,
    field: string,
    way: number,
  ): readonly { transformFn: Shape; options?: { groups?: unknown[]; since?: number; until?: number } }[];
  getExposedMetadatas(of: unknown): readonly unknown[];
  getExcludedMetadatas(of: unknown): readonly unknown[];
  getStrategy(of: unknown): string;
}

// class-transformer keeps what `@Type` and `@Transform` said in a store that its own door does not show.
const { defaultMetadataStorage: store } = createRequire(import.meta.url)('class-transformer/cjs/storage.js') as {
  defaultMetadataStorage: Storage;
};
/** The way in, as class-transformer numbers it. */
export const PLAIN_TO_CLASS = 0;

/** What `@Type` says of a field. */
export const types = {
  /** The class of what stands in it, as `@Type` says; undefined when it says nothing. */
  said: (dto: unknown, field: string): unknown => store.findTypeMetadata(dto, field)?.typeFunction(),

  /** The same as far as it is a number or a class of ours; `unknown` when it is anything else. */
  of(dto: Class, field: string): Class | 'number' | 'unknown' | undefined {
    const said = store.findTypeMetadata(dto, field);
    if (!said) return undefined;
    const isPlain = said.typeFunction.length === 0 && !said.options?.discriminator;
    const isCollection = said.reflectedType === Set || said.reflectedType === Map;
    const type = isPlain && !isCollection ? said.typeFunction() : undefined;
    if (type === Number) return 'number';
    const isBuiltIn = [String, Boolean, Date, Object, Array, Buffer, Map, Set].some((one) => one === type);
    return typeof type === 'function' && !isBuiltIn ? (type as Class) : 'unknown';
  },
};

/** What `@Transform`, `@Expose` and `@Exclude` say. */
export const transforms = {
  /** Those of a field, in their order; undefined when one counts at times only. */
  of(dto: Class, field: string): readonly Shape[] | undefined {
    const said = store.findTransformMetadatas(dto, field, PLAIN_TO_CLASS);
    const isAlways = said.every(
      ({ options: { groups = [], since, until } = {} }) => !groups.length && !since && !until,
    );
    return isAlways ? said.map(({ transformFn }) => transformFn) : undefined;
  },
  exposesOrExcludes: (dto: Class): boolean =>
    store.getStrategy(dto) !== 'none' ||
    store.getExposedMetadatas(dto).length + store.getExcludedMetadatas(dto).length > 0,
};
