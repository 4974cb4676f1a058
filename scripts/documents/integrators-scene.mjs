// docs/integrators.md: a laboratory that registers, is approved, and sends results.
import { cpSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../faults/hospital.mjs';
import { demoScene } from './demo-scene.mjs';
import { PASSWORD } from './places.mjs';

export async function integratorsScene(port) {
  const scene = await demoScene(port, { OUTGOING_HOSTS: '10.20.3.7,portal.example' });
  cpSync(join(root, 'docs', 'examples'), join(scene.folder, 'docs', 'examples'), { recursive: true });
  let clientId;
  return {
    ...scene,
    filled: (text) =>
      scene
        .filled(text)
        .replaceAll('"password": "…"', `"password": "${PASSWORD}"`)
        .replaceAll(
          '"jwks": …',
          () => `"jwks": ${readFileSync(join(scene.folder, 'jwks.json'), 'utf8').replaceAll(/\s+/g, ' ')}`,
        )
        .replaceAll('"clientId": "019a…"', `"clientId": "${clientId}"`)
        .replaceAll('/clients/019a…', `/clients/${clientId}`),
    heard(path, answer) {
      if (path === '/api/v1/clients') clientId = answer.id;
    },
  };
}
