/**
 * The points of the parameters that are there. Made anew: an object that something is deleted from is slow to everybody who reads it, and each set
 * that is charted is scored for every age that its patient may be of.
 */
export function known<Parameter extends string, Points>(
  all: Readonly<Record<Parameter, Points | undefined>>,
): Partial<Record<Parameter, Points>> {
  const parts: Partial<Record<Parameter, Points>> = {};
  for (const parameter of Object.keys(all) as Parameter[]) {
    const points = all[parameter];
    if (points !== undefined) parts[parameter] = points;
  }
  return parts;
}
