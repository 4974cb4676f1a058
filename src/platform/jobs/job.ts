/** Work that runs by itself, again and again. */
export interface Job {
  /** As logs and metrics name it: lower case, with hyphens. */
  readonly name: string;
  /** Milliseconds from the start of one run to the start of the next; a run that takes longer is not begun twice. */
  readonly everyMs: number;
  /** Whether only one process of all does it at a time. What several may do at once says so by leaving this out. */
  readonly alone?: boolean;
  /** One run. What it throws is logged and counted, and the next run comes at its time. */
  work(): Promise<void>;
}
