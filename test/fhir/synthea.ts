import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Resource } from '../../src/integration/fhir/elements/element.js';

/** Nine patient histories that nobody here wrote; they stand beside a checkout, not in it. */
const FOLDER = join(import.meta.dirname, '../../../shared/data/fhir-r4-synthea');

export interface BundleEntry {
  fullUrl?: string;
  // eslint-disable-next-line @typescript-eslint/no-explicit-any -- foreign JSON, looked into by name
  resource: Resource & Record<string, any>;
  request?: { method: string; url: string };
}

export interface Bundle {
  resourceType: 'Bundle';
  type: string;
  entry: BundleEntry[];
}

/** The names of the histories; empty where the folder is absent. */
export const HISTORIES: readonly string[] = existsSync(FOLDER)
  ? readdirSync(FOLDER).filter((name) => name.endsWith('.json'))
  : [];

export const readHistory = (name: string): Bundle => JSON.parse(readFileSync(join(FOLDER, name), 'utf8')) as Bundle;
