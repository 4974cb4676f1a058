// The service's processes as /proc shows them: CPU seconds spent and memory held, by Node and by PostgreSQL.
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100;

/** Every process: its parent, its name and its CPU seconds; those that ended count with their parent. */
function processes() {
  const all = new Map();
  for (const pid of readdirSync('/proc').filter((name) => /^\d+$/.test(name))) {
    try {
      const stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
      const name = stat.slice(stat.indexOf('(') + 1, stat.lastIndexOf(')'));
      const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
      all.set(Number(pid), {
        parent: Number(fields[1]),
        name,
        cpu: fields.slice(11, 15).reduce((sum, ticks) => sum + Number(ticks), 0) / TICKS_A_SECOND,
      });
    } catch {
      // It ended meanwhile.
    }
  }
  return all;
}

/** @returns [pid, process] of the root and everything below it */
function below(root) {
  const all = processes();
  const isBelow = (pid) => pid === root || (all.has(pid) && all.get(pid).parent > 1 && isBelow(all.get(pid).parent));
  return [...all].filter(([pid]) => isBelow(pid));
}

const isPostgres = ({ name }) => name.startsWith('postgres');

/** CPU seconds spent so far below a process. */
export function cpuOf(root) {
  const spent = { node: 0, postgres: 0 };
  for (const [, one] of below(root)) spent[isPostgres(one) ? 'postgres' : 'node'] += one.cpu;
  return spent;
}

/**
 * Memory in MB: resident size of the supervisor and of each worker; of PostgreSQL the proportional sum, since its processes share
 * their buffers.
 */
export function memoryOf(root) {
  const memory = { supervisor: 0, workers: [], postgres: 0 };
  for (const [pid, one] of below(root)) {
    if (isPostgres(one)) memory.postgres += kilobytes(`/proc/${pid}/smaps_rollup`, 'Pss');
    else if (pid === root) memory.supervisor = megabytes(kilobytes(`/proc/${pid}/status`, 'VmRSS'));
    else if (one.parent === root && one.name !== 'sh')
      memory.workers.push(megabytes(kilobytes(`/proc/${pid}/status`, 'VmRSS')));
  }
  return { ...memory, postgres: megabytes(memory.postgres) };
}

const megabytes = (kilo) => Math.round(kilo / 1024);

function kilobytes(file, field) {
  try {
    return Number(new RegExp(`^${field}:\\s+(\\d+)`, 'm').exec(readFileSync(file, 'utf8'))?.[1] ?? 0);
  } catch {
    return 0; // it ended meanwhile
  }
}
