import { existsSync, readFileSync } from 'node:fs';
import { parseArgs } from 'node:util';
import { isClosingFile, verifyClosingFile } from '../../clinical/closing/closing-file.js';
import { verifyNoteFile } from '../../clinical/notes/note-file.js';
import type { SignedFileReport } from '../../clinical/notes/signed-file.rules.js';
import { readVerifierKey } from '../../platform/audit/sealing/signed-note.js';
import { certificatesIn, type Trust } from '../../platform/keys/certificates/certificate.rules.js';
import { revocationListsIn } from '../../platform/keys/certificates/revocation-list.js';
import { StartError } from '../../server/start-error.js';
import { USAGE } from '../usage.js';

const EXIT: Readonly<Record<SignedFileReport['verdict'], number>> = { valid: 0, altered: 1, 'not-proven': 3 };

/**
 * Verifies a signed note (`GET /api/v1/notes/:id/signed`) or the signed closing of a record (`GET /api/v1/encounters/:id/closing/signed`) that
 * was saved as a file, without database and service.
 * @returns exit code 0: valid; 1: altered; 3: the signatures are right, and their time is not proven
 */
export async function runNote(words: readonly string[]): Promise<number> {
  const [verb, ...rest] = words;
  const { values, positionals } = parseArgs({
    args: rest,
    allowPositionals: true,
    options: {
      key: { type: 'string', multiple: true, default: [] },
      trust: { type: 'string' },
      revoked: { type: 'string' },
      json: { type: 'boolean', default: false },
    },
  });
  const [file] = positionals;
  if (verb !== 'verify' || !file || positionals.length > 1) throw new StartError(`Usage: ${USAGE.note}`);
  if (!existsSync(file)) throw new StartError(`There is no file ${file}.`);
  const signed = parsed(file);
  const verify = isClosingFile(signed) ? verifyClosingFile : verifyNoteFile;
  const report = await verify(signed, values.key.map(keyFrom), trustIn(values));
  console.log(values.json ? JSON.stringify(report, null, 2) : text(report));
  return EXIT[report.verdict];
}

function parsed(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8'));
  } catch {
    throw new StartError(`${file} is no signed note: it cannot be read as JSON.`);
  }
}

/** Whose certificates count, from the files given. @throws StartError for what cannot be read */
function trustIn({ trust, revoked }: { trust?: string; revoked?: string }): Trust {
  try {
    return {
      authorities: trust ? certificatesIn(readFileSync(trust, 'utf8')) : [],
      lists: revoked ? revocationListsIn(readFileSync(revoked)) : [],
    };
  } catch {
    throw new StartError('--trust takes a PEM file of certificates, --revoked a file of lists of revocations (CRL).');
  }
}

function keyFrom(text: string): string {
  const key = (existsSync(text) ? readFileSync(text, 'utf8') : text).trim();
  try {
    readVerifierKey(key);
  } catch {
    throw new StartError(`${text} is neither a public key of the trail (name+id+base64) nor a file with one.`);
  }
  return key;
}

const HEAD: Readonly<Record<SignedFileReport['verdict'], string>> = {
  valid: 'VALID: every signature is right, and the sealed trail proves when it was made.',
  altered: 'ALTERED: this is not what was signed.',
  'not-proven':
    'NOT PROVEN: every signature is right, but not when and by whom it was made (give the key of the trail: --key KEY).',
};

function text({ verdict, signatures }: SignedFileReport): string {
  const lines = signatures.map(({ kind, fullName, title, signedAt, sealedAt, checks, certificate }) => {
    const who = `${kind.padEnd(9)} ${fullName}, ${title}, ${signedAt}${sealedAt ? `, on the trail at ${sealedAt}` : ''}`;
    const found = checks.map(({ check, result }) => `${check}: ${result}`).join(', ');
    const breach = certificate?.breach ? ` (${certificate.breach})` : '';
    const by = certificate ? `\n    certificate of ${certificate.subject}, from ${certificate.issuer}${breach}` : '';
    return `  ${who}\n    ${found}${by}`;
  });
  return [HEAD[verdict], ...lines].join('\n');
}
