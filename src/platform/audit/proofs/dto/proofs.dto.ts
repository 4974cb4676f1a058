import { Type } from 'class-transformer';
import { IsInt, IsOptional, Max, Min } from 'class-validator';

const MOST = Number.MAX_SAFE_INTEGER;

/** Which checkpoint the proof shall lead to. */
export class EventProofQuery {
  /** Size of a checkpoint that covers the event; the newest when absent. @example 5000 */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST)
  size?: number;
}

/** Two sizes of the tree. */
export class ConsistencyQuery {
  /** The smaller size, 1 or more. @example 5000 */
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST)
  from!: number;

  /** The larger size; that of the newest checkpoint when absent. @example 8000 */
  @IsOptional()
  @Type(() => Number)
  @IsInt()
  @Min(1)
  @Max(MOST)
  to?: number;
}
