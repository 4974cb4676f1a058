// What a run says while it goes on, and at its end.
export const say = (line) => process.stdout.write(`${line}\n`);

export function sayStatements({ own, scope, transaction, all }) {
  say(`  statements a request: ${all} = ${own} + ${scope} for the scope + ${transaction} for transactions`);
}

export function sayLevel(title, { service: s, floors = {} }) {
  const falses = s.falses > 0 ? `   FALSE ${s.falses}: ${s.examples[0]}` : '';
  say(
    `  ${title.padEnd(18)} ${String(s.perSecond).padStart(8)}/s   p50 ${s.p50} ms   p99 ${s.p99} ms   CPU ${s.nodeMicros} µs node + ${s.postgresMicros} µs postgres${falses}`,
  );
  for (const [name, floor] of Object.entries(floors)) {
    say(
      `    floor, ${name.padEnd(12)} ${String(floor.perSecond).padStart(7)}/s   p99 ${floor.p99} ms   ${floor.postgresMicros} µs postgres   ratio ${floor.ratio}`,
    );
  }
}

export function sayJudged(aims) {
  for (const { met, says, aim, measured } of aims) say(`  ${met ? 'met   ' : 'MISSED'} ${says}: ${measured}, ${aim}`);
}

/** What became of each aim, and how the CPU of each act compares with the last saved run. */
export function sayAims({ aims, scenarios, memory, started }, before) {
  say('\nAims');
  sayJudged(aims);
  if (started) say(`\nStarted first in ${started.first} s, later in ${started.later} s`);
  if (memory) {
    for (const [when, m] of Object.entries(memory)) {
      say(
        `Memory ${when}: workers ${m.workers.join(' + ')} MB, supervisor ${m.supervisor} MB, PostgreSQL ${m.postgres} MB`,
      );
    }
  }
  if (!before) return;
  say(`\nAgainst the run of ${before.at}: CPU a request and statements, now ÷ then`);
  for (const [name, now] of Object.entries(scenarios)) {
    const [here, there] = [now, before.scenarios?.[name]].map((one) => one?.levels?.[16]?.service);
    if (!here || !there) continue;
    const then = before.scenarios[name];
    const cpu = (one) => one.nodeMicros + one.postgresMicros;
    const ratio = (a, b) => (b > 0 ? (a / b).toFixed(2) : '–');
    say(
      `  ${now.says.padEnd(36)} CPU ${ratio(cpu(here), cpu(there))}   rate ${ratio(here.perSecond, there.perSecond)}   p99 ${ratio(here.p99, there.p99)}   statements ${now.statements?.all ?? '–'} (then ${then.statements?.all ?? '–'})`,
    );
  }
}

export const sayGrowth = ({ p50, p99, cpu }) => say(`  large ÷ small      p50 ${p50}   p99 ${p99}   CPU ${cpu}`);
