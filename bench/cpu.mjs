// CPU seconds spent so far by the service's Node processes and by its PostgreSQL, from /proc; those that ended count with
// their parent.
import { readdirSync, readFileSync } from 'node:fs';

const TICKS_A_SECOND = 100;

/** Every process: its parent, its name and its CPU seconds. */
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

export function cpuOf(root) {
  const all = processes();
  const isBelow = (pid) => pid === root || (all.has(pid) && all.get(pid).parent > 1 && isBelow(all.get(pid).parent));
  const spent = { node: 0, postgres: 0 };
  for (const [pid, { name, cpu }] of all) {
    if (isBelow(pid)) spent[name.startsWith('postgres') ? 'postgres' : 'node'] += cpu;
  }
  return spent;
}
