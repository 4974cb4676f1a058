import {
  ArrayMaxSize,
  ArrayMinSize,
  ArrayUnique,
  IsArray,
  IsIn,
  IsNotEmpty,
  IsOptional,
  IsString,
  IsUUID,
  Matches,
  MaxLength,
} from 'class-validator';
import { IsPastInstant } from '../../../../platform/routes/instant.validator.js';
import { MayBeAbsent } from '../../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../../platform/routes/pagination.js';
import { CHANNELS, type Channel } from '../../hosts.rules.js';
import { TOPICS, type Topic } from '../../topics.rules.js';

/** Signs that stand for themselves in a message of HL7 v2. */
const NAME_IN_MESSAGES = /^[^|^~\\&\p{Cc}]+$/u;

/** JSON merge patch: what is absent stays. */
export class UpdateSubscriptionDto {
  /** What people call it. @example "LIS khoa Xét nghiệm: chỉ định" */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name?: string;

  /** Where it is told; another address waits for approval. @example https://lis.benhvien.vn/hooks/emr */
  @MayBeAbsent()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  address?: string;

  /** Of what; more topics wait for approval. @example ["result"] */
  @MayBeAbsent()
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ArrayUnique()
  @IsIn(TOPICS, { each: true })
  topics?: Topic[];
}

export class SubscribeDto {
  /** The client whose scopes say what may be told. @example 019a1b2c-0000-7000-8000-0000000000c1 */
  @IsUUID()
  clientId!: string;

  /** What people call it. @example "LIS khoa Xét nghiệm: chỉ định" */
  @IsString()
  @IsNotEmpty()
  @MaxLength(200)
  name!: string;

  /** webhook: signed JSON by POST; mllp: HL7 v2.5.1, ADT and OML; hl7-http: the same by POST, answered by ACK. @example webhook */
  @IsIn(CHANNELS)
  channel!: Channel;

  /** Where it is told, on a host of OUTGOING_HOSTS: https://…, mllp://host:port, mllps://host:port. @example https://lis.benhvien.vn/hooks/emr */
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  address!: string;

  /** Of what: patient, encounter, order, result. @example ["result"] */
  @IsArray()
  @ArrayMinSize(1)
  @ArrayMaxSize(4)
  @ArrayUnique()
  @IsIn(TOPICS, { each: true })
  topics!: Topic[];

  /** How messages name it in MSH-5. @example LIS */
  @IsOptional()
  @IsString()
  @Matches(NAME_IN_MESSAGES)
  @MaxLength(100)
  application?: string;

  /** How messages name its facility in MSH-6. @example XN */
  @IsOptional()
  @IsString()
  @Matches(NAME_IN_MESSAGES)
  @MaxLength(100)
  facility?: string;
}

export class SubscriptionQuery extends PageQuery {
  /** @example active */
  @IsOptional()
  @IsIn(['active', 'disabled'])
  status?: 'active' | 'disabled';
}

export class ReplayDto {
  /** What happened from this moment on is told again. @example 2026-11-23T08:00:00Z */
  @IsPastInstant()
  from!: string;
}

export const DELIVERY_STATES = ['waiting', 'sent', 'dead'] as const;

export class DeliveryQuery extends PageQuery {
  /** @example dead */
  @IsOptional()
  @IsIn(DELIVERY_STATES)
  state?: (typeof DELIVERY_STATES)[number];
}
