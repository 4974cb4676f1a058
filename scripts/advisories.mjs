// Faults of libraries by a file of advisories, where no registry answers: OSV's export of npm, unpacked into a folder of JSON files.
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The advisories of a folder, or of one file that holds one or a list of them. */
export function advisoriesOf(path) {
  const files = path.endsWith('.json') ? [path] : readdirSync(path).filter((name) => name.endsWith('.json'));
  return files.flatMap((name) => {
    const said = JSON.parse(readFileSync(path.endsWith('.json') ? name : join(path, name), 'utf8'));
    return Array.isArray(said) ? said : [said];
  });
}

/** @param packages {name, version} of what is delivered @returns {name, version, id, severity} of each known fault, without those taken back */
export function faultsIn(packages, advisories) {
  const byName = Map.groupBy(packages, ({ name }) => name);
  return advisories
    .filter(({ withdrawn }) => !withdrawn)
    .flatMap(({ id, affected = [], database_specific: more }) =>
      affected
        .filter(({ package: of }) => of?.ecosystem === 'npm')
        .flatMap((one) =>
          (byName.get(one.package.name) ?? [])
            .filter(({ version }) => isAffected(version, one))
            .map(({ name, version }) => ({ name, version, id, severity: (more?.severity ?? 'unknown').toLowerCase() })),
        ),
    );
}

const isAffected = (version, { versions = [], ranges = [] }) =>
  versions.includes(version) || ranges.some(({ type, events }) => type === 'SEMVER' && isWithin(version, events));

/** Events stand in their order: from each `introduced` on until the next `fixed`, or after its `last_affected`. */
function isWithin(version, events) {
  let within = false;
  for (const { introduced, fixed, last_affected: last } of events) {
    if (introduced !== undefined && compare(version, introduced) >= 0) within = true;
    if (fixed !== undefined && compare(version, fixed) >= 0) within = false;
    if (last !== undefined && compare(version, last) > 0) within = false;
  }
  return within;
}

/** By Semantic Versioning 2.0, section 11. */
export function compare(one, other) {
  const [[numbers, pre], [others, otherPre]] = [partsOf(one), partsOf(other)];
  for (let at = 0; at < 3; at++) if (numbers[at] !== others[at]) return numbers[at] - others[at];
  if (pre.length === 0 || otherPre.length === 0) return otherPre.length - pre.length;
  for (let at = 0; at < Math.max(pre.length, otherPre.length); at++) {
    const order = comparePart(pre[at], otherPre[at]);
    if (order !== 0) return order;
  }
  return 0;
}

function comparePart(one, other) {
  if (one === undefined || other === undefined) return one === undefined ? -1 : 1;
  const [isNumber, isOtherNumber] = [/^\d+$/.test(one), /^\d+$/.test(other)];
  if (isNumber && isOtherNumber) return Number(one) - Number(other);
  if (isNumber !== isOtherNumber) return isNumber ? -1 : 1;
  return one < other ? -1 : one > other ? 1 : 0;
}

function partsOf(version) {
  const [core, ...pre] = version.split('+')[0].split('-');
  const numbers = core.split('.').map(Number);
  return [[numbers[0] ?? 0, numbers[1] ?? 0, numbers[2] ?? 0], pre.length > 0 ? pre.join('-').split('.') : []];
}
