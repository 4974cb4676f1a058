// The tables of docs/benchmark.md that a run makes, between their markers.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Puts a report's tables in the place of those of the run before. @param of which part of the page: `small` or `growth` */
export function writeTable(root, report, of = 'small') {
  const file = join(root, 'docs/benchmark.md');
  let text = readFileSync(file, 'utf8');
  const tables = { acts: of === 'growth' ? growthOf(report) : actsOf(report), aims: aimsOf(report) };
  for (const [part, table] of Object.entries(tables)) {
    const name = `${of}-${part}`;
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
  const reported = [
    `Run of ${at.slice(0, 16).replace('T', ' ')} UTC on ${machine.cores} cores (${machine.model.trim()}), Node ${machine.node.slice(1)}.`,
  ];
  if (started) reported.push(`First start ${started.first} s, a later one ${started.later} s.`);
  for (const [when, m] of Object.entries(memory ?? {})) {
    reported.push(
      `Memory ${when}: workers ${m.workers.join(' and ')} MB, supervisor ${m.supervisor} MB, PostgreSQL ${m.postgres} MB.`,
    );
  }
  return `${reported.join('\n')}\nStatements: the act's own + those that set the scope + those that begin and end transactions.\n\n${tableOf(rows)}`;
}

/** One row an act: both hospitals at 16 at a time, and the large one as requests arrive. */
function growthOf({ at, machine, hospital, small, scenarios, growth, load }) {
  const rows = [
    [
      '16 at a time',
      'p50 ms small',
      'large',
      'p99 ms small',
      'large',
      '÷',
      'CPU µs small',
      'large',
      '÷',
      'arriving at large',
      'p99 ms',
      'false',
      'load average',
    ],
  ];
  const cpu = ({ nodeMicros, postgresMicros }) => nodeMicros + postgresMicros;
  for (const [name, { says, levels, open }] of Object.entries(scenarios)) {
    const [a, b] = [small[name].levels[16].service, levels[16].service];
    const arriving = [`${open.rate}/s`, open.service.p99 ?? '–', b.falses + open.service.falses];
    const ratios = growth[name];
    rows.push([
      says,
      a.p50 ?? '–',
      b.p50 ?? '–',
      a.p99 ?? '–',
      b.p99 ?? '–',
      ratios.p99 ?? '–',
      cpu(a),
      cpu(b),
      ratios.cpu ?? '–',
      ...arriving,
      load[name] ?? '–',
    ]);
  }
  const sizes = Object.entries(hospital).map(([table, count]) => `${count.toLocaleString('en-US')} rows of ${table}`);
  return `Run of ${at.slice(0, 16).replace('T', ' ')} UTC on ${machine.cores} cores (${machine.model.trim()}). Large: ${sizes.join(', ')}.\n\n${tableOf(rows)}`;
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
