import { IsIn, IsOptional } from 'class-validator';
import { AuditEventFilter } from '../../dto/audit-events.dto.js';

export const EXPORT_FORMATS = ['ndjson', 'csv', 'fhir'] as const;
export type ExportFormat = (typeof EXPORT_FORMATS)[number];

/** What to export; every condition given must hold. */
export class ExportQuery extends AuditEventFilter {
  /**
   * ndjson: events as they are hashed, with their place in the sealed trail; csv: for spreadsheets; fhir: AuditEvent
   * resources, one a line.
   * @example ndjson
   */
  @IsOptional()
  @IsIn(EXPORT_FORMATS)
  format: ExportFormat = 'ndjson';

  /** With ndjson: a proof for each line that its event is in the sealed trail. @example inclusion */
  @IsOptional()
  @IsIn(['inclusion'])
  proof?: 'inclusion';
}
