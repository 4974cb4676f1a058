import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';

/** What something is called: its code in a system when it has one, and always the words people read. */
export class CodedDto {
  /** URI of the code system. @example http://hl7.org/fhir/sid/icd-10 */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  system?: string;

  /** @example J18.9 */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  code?: string;

  /** @example "Viêm phổi, không xác định" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  display!: string;
}

export class CodedResponse {
  /** @example http://hl7.org/fhir/sid/icd-10 */
  system!: string | null;
  /** @example J18.9 */
  code!: string | null;
  /** @example "Viêm phổi, không xác định" */
  display!: string;
}
