/** What stands at a place of a list; negative places count from its end. @throws RangeError when nothing does */
export function elementAt<T>(list: readonly T[], place: number): T {
  const at = place < 0 ? list.length + place : place;
  if (at < 0 || at >= list.length) throw new RangeError(`A list of ${list.length} has nothing at ${place}.`);
  return list.at(at) as T;
}

/** What a table says of a key that it has to know. @throws RangeError when it says nothing */
export function valueOf<T>(table: Readonly<Record<string, T>>, key: string): T {
  const value = table[key];
  if (value === undefined) throw new RangeError(`The table knows nothing of "${key}".`);
  return value;
}

type Tuple<T, Count extends number, Sofar extends T[] = []> = Sofar['length'] extends Count
  ? Sofar
  : Tuple<T, Count, [...Sofar, T]>;

/** The first of a list, as many as asked for, to be given names. @throws RangeError when the list has fewer */
export function firstOf<T, Count extends number>(list: readonly T[], count: Count): Tuple<T, Count> {
  if (list.length < count) throw new RangeError(`A list of ${list.length} has no first ${count}.`);
  return list.slice(0, count) as Tuple<T, Count>;
}
