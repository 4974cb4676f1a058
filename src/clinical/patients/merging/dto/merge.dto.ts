import { IsInt, IsUUID, Min } from 'class-validator';
import { SaysWhy } from '../../../../platform/care/reason.decorators.js';
import { MayBeAbsent } from '../../../../platform/routes/may-be-absent.js';

export class MergeDto {
  /** The other record of the same person; it is merged into the one of the address. @example 019a1b2c-0000-7000-8000-000000000003 */
  @IsUUID()
  otherId!: string;

  /** Of the other record, as the preview showed it: the merge is refused when it changed since. @example 2 */
  @MayBeAbsent()
  @IsInt()
  @Min(1)
  otherVersion?: number;

  /** Why they are one person, 1 to 500 characters. @example "Cùng CCCD, người bệnh đăng ký hai lần" */
  @SaysWhy()
  reason!: string;
}

export class UnmergeDto {
  /** @example 019a1b2c-0000-7000-8000-000000000009 */
  @IsUUID()
  mergeId!: string;

  /** Why they are two persons, 1 to 500 characters. @example "Hai chị em sinh đôi, gộp nhầm" */
  @SaysWhy()
  reason!: string;
}

export class MergePreviewQuery {
  /** The other record. @example 019a1b2c-0000-7000-8000-000000000003 */
  @IsUUID()
  with!: string;
}
