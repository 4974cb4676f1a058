import { IsNotEmpty, IsString, MaxLength } from 'class-validator';
import { SaysWhy } from '../../../platform/care/reason.decorators.js';
import { Trimmed } from '../../../platform/routes/trimmed.js';

export class WithdrawDocumentDto {
  /** Why it should not have been given; it is kept, and not shown to who asks with the code. @example "Đưa nhầm người nhà của người bệnh khác" */
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @SaysWhy()
  @MaxLength(500)
  reason!: string;
}
