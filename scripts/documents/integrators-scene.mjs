// docs/integrators.md: a laboratory that registers, is approved, and sends results.
import { cpSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { root } from '../faults/hospital.mjs';
import { demoScene } from './demo-scene.mjs';
import { PASSWORD } from './places.mjs';

export async function integratorsScene(port) {
  const scene = await demoScene(port, { OUTGOING_HOSTS: '10.20.3.7,portal.example' });
  cpSync(join(root, 'docs', 'examples'), join(scene.folder, 'docs', 'examples'), { recursive: true });
  const { rows } = await scene.hospital.sql((client) =>
    client.query('SELECT patient_id AS patient FROM encounter WHERE ended_at IS NULL ORDER BY id LIMIT 1'),
  );
  const [{ patient }] = rows;
  let clientId;
  writeFileSync(join(scene.folder, 'report.json'), JSON.stringify(reportOf(patient)));
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

const reportOf = (patient) => ({
  ...{ resourceType: 'DiagnosticReport', status: 'final', subject: { reference: `Patient/${patient}` } },
  code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }], text: 'Kali huyết thanh' },
  ...{ effectiveDateTime: '2026-11-23T08:00:00Z', issued: '2026-11-23T09:10:00Z' },
  contained: [
    {
      ...{ resourceType: 'Observation', id: 'k', status: 'final', subject: { reference: `Patient/${patient}` } },
      code: { coding: [{ system: 'http://loinc.org', code: '2823-3' }] },
      effectiveDateTime: '2026-11-23T08:00:00Z',
      valueQuantity: { value: 4.2, unit: 'mmol/L', system: 'http://unitsofmeasure.org', code: 'mmol/L' },
    },
  ],
  result: [{ reference: '#k' }],
});
