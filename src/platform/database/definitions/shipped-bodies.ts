import { createHash } from 'node:crypto';
import type { Script } from '../migration-files.js';

const FUNCTION = /CREATE OR REPLACE FUNCTION\s+([\w.]+)\s*\((?:(?!CREATE )[\s\S])*?AS\s+(\$\w*\$)([\s\S]*?)\2/g;

/**
 * The bodies of the functions in these guards as SHA-256 in hexadecimal, by name with schema. The last one of a name counts, as in
 * the database.
 */
export function shippedBodies(guards: readonly Script[]): Map<string, string> {
  const bodies = new Map<string, string>();
  for (const { sql } of guards) {
    for (const [, name = '', , body = ''] of sql.matchAll(FUNCTION)) {
      bodies.set(name.includes('.') ? name : `public.${name}`, createHash('sha256').update(body).digest('hex'));
    }
  }
  return bodies;
}
