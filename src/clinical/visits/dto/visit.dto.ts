import { Type } from 'class-transformer';
import {
  ArrayMaxSize,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsObject,
  IsString,
  Matches,
  MaxLength,
  ValidateNested,
} from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';
import { ProblemCodeDto } from '../../history/dto/problem.dto.js';
import { DIAGNOSIS_DOUBTS, type DiagnosisDoubt } from '../../history/icd10-usual.rules.js';
import { visitWords } from '../visits.words.js';

export class VisitDto {
  /** Why the patient came and since when, up to 5,000 characters. @example "Ho, sốt nhẹ 3 ngày" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(5000)
  reason?: string;

  /** What was found, 1 to 5,000 characters. @example "Họng đỏ, phổi không ran" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(5000)
  findings!: string;

  /** The diagnosis, kept as a problem of the patient too. */
  @ValidateNested()
  @Type(() => ProblemCodeDto)
  @IsObject()
  code!: ProblemCodeDto;

  /**
   * Where a diagnosis was asked about, looked at again and is right: `icd-10-sex`, `icd-10-age` for one that hardly fits the patient,
   * `icd-10-not-listed` for a code that is not on the list. @example ["icd-10-sex"]
   */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(3)
  @IsIn(DIAGNOSIS_DOUBTS, { each: true })
  confirmed?: DiagnosisDoubt[];

  /** What is done and advised, 1 to 5,000 characters. @example "Uống nhiều nước, hạ sốt khi trên 38,5 °C" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(5000)
  plan!: string;

  /** When the patient comes again: from tomorrow on, within a year. @example 2026-11-30 */
  @MayBeAbsent()
  @IsString()
  @Matches(/^\d{4}-\d{2}-\d{2}$/, { context: visitWords.day })
  followUpOn?: string;
}
