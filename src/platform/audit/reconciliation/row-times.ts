/** Who wrote a row when, as an event tells it. */
export interface WrittenAt {
  /** In ms since 1970. */
  readonly at: number;
  readonly actorKind: string;
  readonly username: string;
}

const MINUTE = 60_000;
/** An event is of a statement, `created_at` and `updated_at` of the beginning of its transaction, which ends after five minutes at most. */
const OF_A_REQUEST = 10 * MINUTE;
/** A migration or a job of the service may take longer. */
const OF_THE_SYSTEM = 360 * MINUTE;
/** Its rows carry the dates of the story that it tells, years ago. */
const STORYTELLER = 'system:generate';

/** Whether a row's own time may be that of the write. @param time in ms since 1970 */
export function isTimeOf({ at, actorKind, username }: WrittenAt, time: number): boolean {
  if (actorKind === 'system' && username === STORYTELLER) return true;
  return Math.abs(at - time) <= (actorKind === 'system' ? OF_THE_SYSTEM : OF_A_REQUEST);
}
