/** A write met another version than the caller had read. The interceptor turns it into a 412 that tells what changed. */
export class StaleVersion extends Error {
  constructor(
    readonly entity: string,
    readonly entityId: string,
    readonly expectedVersion: number,
    readonly currentVersion: number,
    /** What the answer tells besides: both texts of a note, for instance. */
    readonly besides?: Readonly<Record<string, unknown>>,
  ) {
    super(`${entity} ${entityId} is at version ${currentVersion}, not ${expectedVersion}`);
  }
}

/** @throws StaleVersion when the row read is not the version the caller named in If-Match */
export function requireVersion(entity: string, row: { id: string; version: number }, expected: number): void {
  if (row.version !== expected) throw new StaleVersion(entity, row.id, expected, row.version);
}
