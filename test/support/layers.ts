import { readFileSync } from 'node:fs';

interface Layers {
  readonly groups: readonly { readonly name: string; readonly holds: string; readonly folders: readonly string[] }[];
  readonly owners: Readonly<Record<string, readonly string[]>>;
  /** Tables that say who and where: whoever stands above their owner may join them. */
  readonly reference: readonly { readonly table: string; readonly why: string }[];
  /** Exceptions, each with its reason. */
  readonly alsoWrite: readonly { readonly folder: string; readonly table: string; readonly why: string }[];
  readonly alsoRead: Layers['alsoWrite'];
}

const told = JSON.parse(readFileSync('docs/layers.json', 'utf8')) as Layers;
const folders = told.groups.flatMap((group) => group.folders);

/** docs/layers.json: the folders of src from the ground up, and which table belongs to which. */
export const layers = () => ({
  ...told,
  folders,
  groupOf: (folder: string) => told.groups.find((group) => group.folders.includes(folder))?.name ?? '',
});

/** The folder of docs/layers.json in which a file of src lies, or the file itself where it stands there. What Prisma generates is the database's. */
export function roomOf(path: string): string {
  const file = path.replace(/^src\//, '');
  if (folders.includes(file)) return file;
  if (file.startsWith('generated/')) return 'platform/database';
  const inside = file.split('/').slice(0, -1).join('/');
  return folders.find((folder) => folder !== '' && (inside === folder || inside.startsWith(`${folder}/`))) ?? inside;
}
