import type { Settings } from '../config/settings.js';

/** A folder that this machine writes to, by the setting that names it. */
export interface Place {
  readonly name: 'data' | 'backup' | 'downtime' | 'witness';
  readonly folder: string;
}

export type PlaceSettings = Pick<Settings, 'backupDir' | 'downtimeDir' | 'auditWitnessFolder' | 'auditSealSeconds'>;

/** Where this machine writes beside its data: each may lie on a disk of its own, or on a share that is not mounted. */
export function placesElsewhere(settings: PlaceSettings): Place[] {
  const { backupDir, downtimeDir, auditWitnessFolder, auditSealSeconds } = settings;
  const places: readonly { readonly name: Place['name']; readonly folder: string | undefined }[] = [
    { name: 'backup', folder: backupDir },
    { name: 'downtime', folder: downtimeDir },
    // Whoever seals writes there: another machine, where this one does not.
    { name: 'witness', folder: auditSealSeconds === 0 ? undefined : auditWitnessFolder },
  ];
  return places.filter((place): place is Place => place.folder !== undefined);
}
