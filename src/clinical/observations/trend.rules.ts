export type Trend = 'rising' | 'falling' | 'steady';

/** How each total, in the order of time, stands against the last complete one before it; null for those without either. */
export function trendOf(totals: readonly (number | null)[]): (Trend | null)[] {
  let before: number | null = null;
  return totals.map((total) => {
    const trend = total === null || before === null ? null : stepOf(before, total);
    before = total ?? before;
    return trend;
  });
}

export function stepOf(before: number, now: number): Trend {
  if (now === before) return 'steady';
  return now > before ? 'rising' : 'falling';
}
