import { envExample } from '../platform/config/env-example.js';

export function runEnvExample(): Promise<number> {
  process.stdout.write(envExample());
  return Promise.resolve(0);
}
