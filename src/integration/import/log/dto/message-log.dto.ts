import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { IsInstant } from '../../../../platform/routes/instant.validator.js';
import { PageQuery } from '../../../../platform/routes/pagination.js';
import { Trimmed } from '../../../../platform/routes/trimmed.js';

export const MESSAGE_STATES = ['received', 'filed', 'kept', 'refused', 'rejected'] as const;

export const PROTOCOLS = ['hl7v2', 'fhir'] as const;

export class MessageQuery extends PageQuery {
  /** @example refused */
  @IsOptional()
  @IsIn(MESSAGE_STATES)
  state?: (typeof MESSAGE_STATES)[number];

  /** Who sent it, by client id, user name, or the name that the machine is registered under. @example lis-xet-nghiem */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  sender?: string;

  /** By which its sender knows it (MSH-10). @example MSG0001 */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  controlId?: string;

  /** What it is called: HL7 v2 MSH-9. @example "ORU^R01" */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  type?: string;

  /** By which language of messages it came. @example hl7v2 */
  @IsOptional()
  @IsIn(PROTOCOLS)
  protocol?: (typeof PROTOCOLS)[number];

  /** Which of a sender's systems, as the list shows it: HL7 v2 MSH-3 and MSH-4. @example "LIS|XN" */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  senderSystem?: string;

  /** From which address it came. @example 10.20.3.7 */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(100)
  address?: string;

  /** Part of why it was not filed, in either language, or its code. @example "không tìm thấy người bệnh" */
  @IsOptional()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  reason?: string;

  /** The number of a patient whom it is about, or who is named in what is nobody's yet; as far as you may see that. @example 79016-00000001 */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  mrn?: string;

  /** The number of an order that it made or answers, or that stands in what is nobody's yet; as far as you may see that. @example XN26-000001 */
  @IsOptional()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(50)
  orderNumber?: string;

  /** Received from this moment on; 31 days ago by default. @example 2026-11-23T00:00:00Z */
  @IsOptional()
  @IsInstant()
  from?: string;

  /** Received before this moment. @example 2026-11-24T00:00:00Z */
  @IsOptional()
  @IsInstant()
  to?: string;
}
