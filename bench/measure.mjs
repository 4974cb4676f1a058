// Runs one measurement in another process, and sums up.
import { spawn } from 'node:child_process';
import { join } from 'node:path';

export async function run(script, input, env = {}) {
  const child = spawn(process.execPath, [join(import.meta.dirname, script)], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ...env },
  });
  child.stdin.end(JSON.stringify(input));
  let output = '';
  for await (const part of child.stdout) output += part;
  const code = child.exitCode ?? (await new Promise((ended) => child.once('exit', ended)));
  if (code !== 0) throw new Error(`${script} ended with ${code}`);
  const result = JSON.parse(output);
  if (result.failures.length > 0) throw new Error(`the service refused: ${result.failures.join('; ')}`);
  return result;
}

const quantile = (sorted, q) => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * q))];
const round = (value, digits = 2) => Number(value.toFixed(digits));

/** Requests a second, latency in ms, CPU in µs a request. @param cpu seconds spent while the runs took place, those that were not counted too */
export function summary(runs, cpu) {
  const latencies = runs.flatMap((one) => one.latencies).sort((a, b) => a - b);
  const took = runs.reduce((sum, one) => sum + one.took, 0);
  const served = runs.reduce((sum, { uncounted = 0 }) => sum + uncounted, latencies.length);
  return {
    requests: latencies.length,
    perSecond: round(latencies.length / took, 1),
    p50: round(quantile(latencies, 0.5)),
    p99: round(quantile(latencies, 0.99)),
    ...(cpu && {
      nodeMicros: Math.round((cpu.node / served) * 1e6),
      postgresMicros: Math.round((cpu.postgres / served) * 1e6),
    }),
  };
}
