import type { Question } from '../../src/platform/audit/questions/event-question.js';
import { elementAt } from '../../src/kernel/list.js';
import type { World } from './world.js';

interface Plan {
  readonly Plans?: readonly Plan[];
  readonly 'Node Type': string;
  readonly 'Relation Name'?: string;
  readonly 'Actual Rows': number;
  readonly 'Rows Removed by Filter'?: number;
}

/**
 * How the trail's own tables are read for a question: whether one of them is walked whole, how many events were fetched and did not answer, and how
 * many did.
 */
export async function trailScans(world: World, { text, values }: Question) {
  const bound = text.replace(/\$(\d+)/g, (_, place) => literal(values[Number(place) - 1]));
  await world.sql(`SELECT set_config('emr.scope', '#', false)`);
  const [{ 'QUERY PLAN': plans }] = (await world.sql(`EXPLAIN (ANALYZE, FORMAT JSON) ${bound}`)) as [
    { 'QUERY PLAN': [{ Plan: Plan }] },
  ];
  const scans: Plan[] = [];
  const collect = (plan: Plan): void => {
    if (plan['Relation Name']?.startsWith('event')) scans.push(plan);
    plan.Plans?.forEach(collect);
  };
  collect(elementAt(plans, 0).Plan);
  const sum = (of: (scan: Plan) => number) => scans.reduce((total, scan) => total + of(scan), 0);
  return {
    walksAll: scans.some((scan) => scan['Node Type'] === 'Seq Scan' && scan['Actual Rows'] > 0),
    dropped: sum((scan) => scan['Rows Removed by Filter'] ?? 0),
    led: sum((scan) => scan['Actual Rows']),
  };
}

const literal = (value: unknown): string =>
  Array.isArray(value) ? `'{${value.join(',')}}'` : typeof value === 'number' ? String(value) : `'${String(value)}'`;
