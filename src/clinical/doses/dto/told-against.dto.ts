import { IsUUID } from 'class-validator';
import { MayBeAbsent } from '../../../platform/routes/may-be-absent.js';
import { WitnessPin } from '../../../platform/security/dto/witness-pin.js';
import { HappenedAlready } from './happened.js';

/** That it happened although the order does not allow it, and who saw it. */
export class ToldAgainstDto {
  @HappenedAlready()
  happened?: boolean;

  /** The second person, where a high-alert medicine went against its order. @example 019a1b2c-0000-7000-8000-000000000001 */
  @MayBeAbsent()
  @IsUUID()
  witnessId?: string;

  @WitnessPin()
  witnessPin?: string;
}
