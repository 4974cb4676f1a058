import { IsIn, IsOptional } from 'class-validator';
import { PageQuery } from '../../../platform/routes/pagination.js';
import { MEDICATION_STATUSES, type MedicationStatus } from '../new-medication-request.js';

export class MedicationsQuery extends PageQuery {
  /** Only those of this status. @example active */
  @IsOptional()
  @IsIn(MEDICATION_STATUSES)
  status?: MedicationStatus;
}
