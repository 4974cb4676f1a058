import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';

export class AcknowledgeTaskDto {
  /** What was told, as it was read back; for kinds that need it. @example "Kali 7,1 mmol/L" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  readBack?: string;
}
