import { ApiPropertyOptional } from '@nestjs/swagger';
import { IsIn, IsNotEmpty, IsOptional, IsString, MaxLength } from 'class-validator';
import { MayBeAbsent } from '../../../../platform/routes/may-be-absent.js';
import { PageQuery } from '../../../../platform/routes/pagination.js';
import { Trimmed } from '../../../../platform/routes/trimmed.js';
import { CRITICALITIES, type Criticality } from '../../judging/judgement.rules.js';

const STATES = ['open', 'acknowledged'] as const;

export class CriticalResultsQuery extends PageQuery {
  /** @example open */
  @ApiPropertyOptional() // it has a default, which the description would take for "always there"
  @IsOptional()
  @IsIn(STATES)
  status: (typeof STATES)[number] = 'open';
}

export class InboxQuery extends PageQuery {
  /** Only reports with a value that was judged so; `not-judged` lists what somebody has to look at. @example not-judged */
  @IsOptional()
  @IsIn(CRITICALITIES)
  judgement?: Criticality;
}

export class AcknowledgeResultDto {
  /** The critical value as it was read back. @example "Kali 7,1 mmol/L" */
  @MayBeAbsent()
  @Trimmed()
  @IsString()
  @IsNotEmpty()
  @MaxLength(500)
  readBack?: string;
}
