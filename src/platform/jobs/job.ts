/** Work that runs by itself, again and again. */
export interface Job {
  /** As logs and metrics name it: lower case, with hyphens. */
  readonly name: string;
  /** Milliseconds from one run to the next; a run that takes longer is not begun twice. */
  readonly everyMs: number;
  /**
   * Who runs it. `process`: each process for itself, as what it holds in memory asks. `hospital`: one process of all, by the queue
   * `recurring`, whichever is there.
   */
  readonly by: 'process' | 'hospital';
  /** One run. What it throws is logged and counted, and the next run comes at its time. */
  work(): Promise<void>;
}
