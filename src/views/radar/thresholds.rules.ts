import type { RadarRule } from './rules/radar-rule.js';

/** The thresholds a rule goes by: its own, and what the reviewers changed of them. */
export function thresholdsOf(rule: RadarRule, changed: Readonly<Record<string, number>> = {}): Record<string, number> {
  return Object.fromEntries(Object.entries(rule.thresholds).map(([name, { usual }]) => [name, changed[name] ?? usual]));
}

/** The first thing wrong with thresholds someone wants; undefined when they are right. */
export function wrongThreshold(
  rule: RadarRule,
  wanted: Readonly<Record<string, unknown>>,
): { name: string; least?: number; most?: number } | undefined {
  for (const [name, value] of Object.entries(wanted)) {
    const known = Object.hasOwn(rule.thresholds, name) ? rule.thresholds[name] : undefined;
    if (!known) return { name };
    const { least, most } = known;
    if (!Number.isInteger(value) || (value as number) < least || (value as number) > most) return { name, least, most };
  }
  return undefined;
}
