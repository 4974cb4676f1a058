// docs/auditors.md: its questions, about records of the demo hospital.
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { demoScene } from './demo-scene.mjs';

const OF = `
  SELECT (SELECT patient_id FROM encounter WHERE ended_at IS NULL ORDER BY id LIMIT 1) AS patient,
    (SELECT id FROM staff_member WHERE username = 'nurse') AS person,
    (SELECT id FROM vital_signs ORDER BY id LIMIT 1) AS vitals,
    (SELECT n.id FROM note n JOIN note_signature s ON s.note_id = n.id ORDER BY n.id LIMIT 1) AS note,
    (SELECT id FROM audit.event WHERE kind = 'create' AND patient_id IS NOT NULL ORDER BY id LIMIT 1) AS event,
    (SELECT request_id FROM audit.event WHERE request_id IS NOT NULL LIMIT 1) AS request`;

export async function auditorsScene(port) {
  const scene = await demoScene(port);
  const { rows } = await scene.hospital.sql((client) => client.query(OF));
  const [{ patient, person, vitals, note, event, request }] = rows;
  return {
    ...scene,
    filled: (text) =>
      scene
        .filled(text)
        .replaceAll('patientId=…', `patientId=${patient}`)
        .replaceAll('entityId=…', `entityId=${note}`)
        .replaceAll('requestId=0f6c1f0e-…', `requestId=${request}`)
        .replaceAll('from=…', 'from=2026-01-01T00:00:00Z')
        .replaceAll(/\/patients\/019a…|patient=019a…/g, (found) => found.replace('019a…', patient))
        .replaceAll('/people/019a…', `/people/${person}`)
        .replaceAll('/vital_signs/019a…', `/vital_signs/${vitals}`)
        .replaceAll('/notes/019a…', `/notes/${note}`)
        .replaceAll('/AuditEvent/019a…', `/AuditEvent/${event}`)
        .replaceAll(' FILE ', ' signed.json '),
    heard(path, answer) {
      if (path.endsWith('/signed')) writeFileSync(join(scene.folder, 'signed.json'), JSON.stringify(answer));
    },
  };
}
