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
