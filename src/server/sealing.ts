import { join } from 'node:path';
import { FolderWitness, HttpWitness } from '../platform/audit/sealing/witness.js';
import { Sealer } from '../platform/audit/sealing/sealer.js';
import type { Settings } from '../platform/config/settings.js';

const MOST_AT_ONCE = 5000;

/** Where the files of the trail are: what the settings say, else in the data folder. */
export const auditFiles = (settings: Settings, dataDir: string) => ({
  keyFile: settings.auditKeyFile ?? join(dataDir, 'audit-signing-key.pem'),
  witnessFolder: settings.auditWitnessFolder ?? join(dataDir, 'witness'),
  logName: settings.auditLogName ?? `benh-an/${settings.hospitalCode}/audit`,
});

/** The sealer of this machine; undefined when the settings leave sealing to another. */
export function sealerOf(settings: Settings, dataDir: string, warn: (sentence: string) => void): Sealer | undefined {
  if (settings.auditSealSeconds === 0) return undefined;
  const { keyFile, witnessFolder, logName } = auditFiles(settings, dataDir);
  const witnesses = [
    new FolderWitness(witnessFolder),
    ...(settings.auditWitnessUrl ? [new HttpWitness(settings.auditWitnessUrl)] : []),
  ];
  const everyMs = settings.auditSealSeconds * 1000;
  return new Sealer({
    databaseUrl: settings.databaseSealerUrl ?? settings.databaseDirectUrl ?? settings.databaseUrl!,
    keyFile,
    logName,
    everyMs,
    most: MOST_AT_ONCE,
    witnesses,
    warn,
  });
}
