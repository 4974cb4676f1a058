import { ArrayMaxSize, IsArray, IsIn } from 'class-validator';
import { NamesReason } from '../../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../../platform/routes/pagination.js';
import { DIAGNOSIS_DOUBTS, type DiagnosisDoubt } from '../../../history/icd10-usual.rules.js';
import { CARE_LEVELS, type CareLevel } from '../../due.rules.js';

export class SetSpo2ScaleDto {
  /** 2 for hypercapnic respiratory failure with a target of 88–92 %; 1 ends it. @example 2 */
  @IsIn([1, 2])
  scale!: 1 | 2;

  /** Why, 1 to 500 characters. @example "COPD, PaCO₂ 58 mmHg, đích SpO₂ 88–92 %" */
  @NamesReason()
  reason!: string;
}

export const PREGNANCIES = ['pregnant', 'not-pregnant', 'unknown'] as const;

export class SetPregnancyDto {
  /** What was asked about, looked at again and found right. @example ["icd-10-age"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMaxSize(3)
  @IsIn(DIAGNOSIS_DOUBTS, { each: true })
  confirmed?: DiagnosisDoubt[];

  /** pregnant, not-pregnant, or unknown again. @example not-pregnant */
  @IsIn(PREGNANCIES)
  status!: (typeof PREGNANCIES)[number];

  /** How that is known, 1 to 500 characters. @example "Que thử thai âm tính" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;
}

export class SetCareLevelDto {
  /** I needs continuous care, II needs help, III cares for themselves. @example II */
  @IsIn(CARE_LEVELS)
  level!: CareLevel;

  /** Why, 1 to 500 characters. @example "Hết khó thở, tự đi lại được" */
  @MayBeAbsent()
  @NamesReason()
  reason?: string;
}

export class SettingsQuery extends PageQuery {}
