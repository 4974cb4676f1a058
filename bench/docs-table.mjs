// The tables of docs/benchmark.md that a run makes, between their markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts a report's tables in the place of those of the run before. */
export function writeTable(root, report) {
  const file = join(root, 'docs/benchmark.md');
  let text = readFileSync(file, 'utf8');
  for (const [name, table] of Object.entries({ acts: actsOf(report), aims: aimsOf(report) })) {
    const [start, end] = [`<!-- bench:${name} -->`, `<!-- /bench:${name} -->`];
    const [from, to] = [text.indexOf(start), text.indexOf(end)];
    if (from < 0 || to < from) throw new Error(`docs/benchmark.md has no place for ${start}`);
    text = `${text.slice(0, from + start.length)}\n\n${table}\n\n${text.slice(to)}`;
  }
  writeFileSync(file, text);
}

/** One row an act and number of callers. */
export function actsOf({ at, machine, scenarios, memory, started }) {
  const rows = [
    [
      '',
      'at a time',
      'requests/s',
      'p50 ms',
      'p99 ms',
      'CPU node µs',
      'CPU PostgreSQL µs',
      'statements',
      'false',
      'of the bare driver',
    ],
  ];
  for (const { says, levels, open, statements } of Object.values(scenarios)) {
    const runs = Object.entries(levels).map(([level, one]) => [level, one]);
    if (open) runs.push([`${open.rate}/s arriving`, open]);
    for (const [title, { service: s, floors = {} }] of runs) {
      const ratios = Object.entries(floors).map(([kind, { ratio }]) => `${ratio} (${kind})`);
      const count = statements ? `${statements.own} + ${statements.scope} + ${statements.transaction}` : '';
      rows.push([
        says,
        title,
        s.perSecond,
        s.p50,
        s.p99,
        s.nodeMicros,
        s.postgresMicros,
        count,
        s.falses,
        ratios.join(', '),
      ]);
    }
  }
  const told = [
    `Run of ${at.slice(0, 16).replace('T', ' ')} UTC on ${machine.cores} cores (${machine.model.trim()}), Node ${machine.node.slice(1)}.`,
  ];
  if (started) told.push(`First start ${started.first} s, a later one ${started.later} s.`);
  for (const [when, m] of Object.entries(memory ?? {})) {
    told.push(
      `Memory ${when}: workers ${m.workers.join(' and ')} MB, supervisor ${m.supervisor} MB, PostgreSQL ${m.postgres} MB.`,
    );
  }
  return `${told.join('\n')}\nStatements: the act's own + those that set the scope + those that begin and end transactions.\n\n${tableOf(rows)}`;
}

export const aimsOf = ({ aims }) =>
  tableOf([
    ['aim', 'wanted', 'measured', ''],
    ...aims.map((one) => [one.says, one.aim, one.measured, one.met ? 'met' : '**missed**']),
  ]);

/** Markdown, padded as the formatter pads it. */
function tableOf(rows) {
  const widths = rows[0].map((_, at) => Math.max(3, ...rows.map((row) => String(row[at]).length)));
  const line = (row) => `| ${row.map((cell, at) => String(cell).padEnd(widths[at])).join(' | ')} |`;
  return [line(rows[0]), line(widths.map((width) => '-'.repeat(width))), ...rows.slice(1).map(line)].join('\n');
}
