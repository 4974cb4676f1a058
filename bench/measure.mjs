// Runs one measurement in another process, and sums up.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

/**
 * @param mayBeFalse whether wrong answers are the caller's to judge
 * @throws Error when an answer was wrong and is nobody's to judge
 */
export async function run(script, input, { mayBeFalse = false } = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, script)], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(input));
  const parts = [];
  for await (const part of child.stdout) parts.push(part);
  const code = child.exitCode ?? (await new Promise((ended) => child.once('exit', ended)));
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  const result = JSON.parse(Buffer.concat(parts).toString());
  if (result.falses.count > 0 && !mayBeFalse) throw new Error(`a wrong answer: ${result.falses.examples.join('; ')}`);
  return result;
}

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))] ?? null;
const round = (value, digits = 2) => (value === null ? null : Number(value.toFixed(digits)));

/**
 * Right answers a second, latency in ms (null when none was right), CPU in µs an answer.
 * @param cpu seconds spent while the runs took place, those that were not counted too
 */
export function summary(runs, cpu) {
  const latencies = runs.flatMap((one) => one.latencies).sort((a, b) => a - b);
  const took = runs.reduce((sum, one) => sum + one.took, 0);
  const falses = runs.reduce((sum, one) => sum + one.falses.count, 0);
  const answered = runs.reduce((sum, { uncounted = 0 }) => sum + uncounted, latencies.length + falses);
  return {
    requests: latencies.length,
    falses,
    ...(falses > 0 && { examples: runs.flatMap((one) => one.falses.examples).slice(0, 3) }),
    perSecond: round(latencies.length / took, 1),
    p50: round(quantile(latencies, 0.5)),
    p99: round(quantile(latencies, 0.99)),
    ...(cpu && {
      nodeMicros: Math.round((cpu.node / Math.max(1, answered)) * 1e6),
      postgresMicros: Math.round((cpu.postgres / Math.max(1, answered)) * 1e6),
    }),
  };
}
