import { Histogram } from 'prom-client';

/** What prom-client keeps of one set of labels. */
interface Kept {
  readonly labels: Record<string, string | number>;
  readonly bucketValues: Record<string, number>;
  sum: number;
  count: number;
}
/** Those of its inner parts that are needed here; its version is pinned. */
interface Inner {
  hashMap: Record<string, Kept>;
  readonly bucketValues: Record<string, number>;
  readonly upperBounds: readonly number[];
}

/**
 * A histogram of answers by route and status. prom-client looks for each value anew into the names and values of its labels; every request is
 * counted here, and there are few kinds of them.
 */
export class AnswerTimes extends Histogram<'route' | 'status'> {
  /** @param seconds until it was answered */
  count(route: string, status: number, seconds: number): void {
    const inner = this as unknown as Inner;
    const kept = (inner.hashMap[`${status} ${route}`] ??= {
      labels: { route, status },
      bucketValues: { ...inner.bucketValues },
      sum: 0,
      count: 0,
    });
    kept.sum += seconds;
    kept.count += 1;
    const bound = inner.upperBounds.find((most) => seconds <= most);
    if (bound !== undefined) kept.bucketValues[bound]! += 1;
  }
}
