/** How an export is narrowed. */
export type ExportLevel = 'system' | 'patient' | 'group';

/** An export as its machine asked for it, and how far it is. */
export interface BulkExport {
  readonly id: string;
  readonly clientId: string;
  readonly level: ExportLevel;
  /** The ward whose patients are exported. */
  readonly groupId: string | null;
  /** Types of FHIR; none for all. */
  readonly types: readonly string[];
  readonly since: Date | null;
  /** The address that was asked for. */
  readonly request: string;
  readonly status: 'waiting' | 'running' | 'done' | 'failed' | 'removed';
  readonly patients: number;
  readonly begunAt: Date | null;
  readonly expiresAt: Date | null;
}

/** A file of an export: all resources of one type. */
export interface ExportFile {
  readonly type: string;
  readonly count: number;
}

/** Some lines of a file, sealed. */
export interface ExportPart {
  readonly id: string;
  readonly patientIds: readonly string[];
  readonly sealedKey: string;
  readonly content: Buffer;
}
