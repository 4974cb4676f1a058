import { TaskPatientResponse, TaskResponse } from '../../../tasks/dto/task.response.js';
import { ResultObservationResponse } from '../../dto/result.response.js';

export class CriticalResultResponse extends TaskResponse {
  /** The report; of a value that came without one, the value. @example 019a1b2c-0000-7000-8000-000000000008 */
  reportId!: string;
  /** What was asked. @example "Kali huyết thanh" */
  display!: string;
  /** @example XN26-000001 */
  orderNumber!: string | null;
  /** The values that are critical, or could not be judged. */
  observations!: ResultObservationResponse[];
}

export class CriticalResultPage {
  items!: CriticalResultResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/results/critical?cursor=WyIwMTlhIl0 */
  next!: string | null;
}

export class InboxItemResponse {
  /** @example 019a1b2c-0000-7000-8000-000000000008 */
  id!: string;
  patient!: TaskPatientResponse;
  /** @example 019a1b2c-0000-7000-8000-000000000003 */
  encounterId!: string | null;
  /** @example 019a1b2c-0000-7000-8000-000000000005 */
  orderId!: string | null;
  /** @example XN26-000001 */
  orderNumber!: string | null;
  /** @example "Kali huyết thanh" */
  display!: string;
  /** @example final */
  status!: string;
  /** @example 2026-11-23T08:00:00.000Z */
  effectiveAt!: string;
  /** One of the values has to be told at once; null: none is known to be, and one could not be judged. @example false */
  critical!: boolean | null;
  /** Where the acknowledgement of a critical value stands; null where none is asked. @example open */
  acknowledgement!: string | null;
  observations!: ResultObservationResponse[];
}

export class InboxPage {
  items!: InboxItemResponse[];
  /** Address of the next page, or null at the end. @example /api/v1/results/inbox?cursor=WyIwMTlhIl0 */
  next!: string | null;
}
