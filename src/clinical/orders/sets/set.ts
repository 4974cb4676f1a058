import type { Localised } from '../../../kernel/language.js';
import type { CreateOrderDto } from '../dto/order.dto.js';

/** One order that a set proposes. */
export interface SetLine {
  /** Its name within the set. */
  readonly key: string;
  readonly order: Pick<CreateOrderDto, 'kind'> & Partial<CreateOrderDto>;
  /** What it says in words, in English; names of medicines and of tests that are the same need none. */
  readonly english?: { readonly display?: string; readonly bodySite?: string; readonly question?: string };
  /** Left out unless it is asked for. */
  readonly optional?: true;
}

/** Orders that go together, as data with a version: a change of lines is a new version. */
export interface OrderSet {
  readonly code: string;
  readonly version: number;
  readonly title: Localised;
  readonly source: Localised;
  readonly lines: readonly SetLine[];
}
