// docs/audit.md, as an auditor who has the key, a copy of the witness and, for one event, its proof.
import { createHash } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { runInNewContext } from 'node:vm';
import { demoScene } from './demo-scene.mjs';

export async function proofScene(port) {
  const scene = await demoScene(port);
  const { rows } = await scene.hospital.sql((client) =>
    client.query('SELECT event_id AS id FROM audit.leaf ORDER BY seq LIMIT 1 OFFSET 20'),
  );
  const { body: proof } = await scene.ask('auditor', 'GET', `/api/v1/audit/events/${rows[0].id}/proof`);
  writeFileSync(join(scene.folder, 'leaf.json'), proof.leaf);
  return {
    ...scene,
    after(text, output) {
      if (text.includes('leaf.json') && output.trim() !== proof.leafHash)
        throw new Error(`${output} is not ${proof.leafHash}`);
    },
    /** The code of the document itself, on a proof of this hospital. */
    check(code) {
      const { leaf, index, path, checkpoint } = proof;
      const { size, root } = checkpoint;
      const isProven = runInNewContext(code, { createHash, Buffer, leaf, index, path, size, root });
      if (isProven !== true) throw new Error('the code does not prove it');
    },
  };
}
