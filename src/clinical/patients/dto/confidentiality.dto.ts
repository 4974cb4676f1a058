import { IsIn, IsOptional } from 'class-validator';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { CONFIDENTIALITIES, type Confidentiality } from '../confidentiality.rules.js';

export class ConfidentialityDto {
  /** N normal, R restricted (HIV, psychiatry), V very restricted (VIP). @example N */
  @IsIn(CONFIDENTIALITIES)
  confidentiality!: Confidentiality;

  /** Why; it stands on the trail. Lowering needs it, here or in X-Reason. @example "Chẩn đoán nhầm, đã đính chính ngày 25/11" */
  @IsOptional()
  @SaysWhy()
  reason?: string;
}
