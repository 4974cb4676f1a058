interface Package {
  readonly name: string;
  readonly version: string;
}
export function advisoriesOf(path: string): object[];
export function faultsIn(
  packages: readonly Package[],
  advisories: readonly object[],
): { name: string; version: string; id: string; severity: string }[];
export function compare(one: string, other: string): number;
