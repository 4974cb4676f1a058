import { SaysWhy } from '../../../platform/care/reason.decorators.js';

export class WithdrawDocumentDto {
  /** Why it should not have been given; it is kept, and not shown to who asks with the code. @example "Đưa nhầm người nhà của người bệnh khác" */
  @SaysWhy()
  reason!: string;
}
