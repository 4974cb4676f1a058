import { SaysWhy } from '../../../platform/care/reason.decorators.js';

export class RetireSigningKeyDto {
  /** Why, 1 to 500 characters. @example "Mất máy tính xách tay của khoa" */
  @SaysWhy()
  reason!: string;
}
