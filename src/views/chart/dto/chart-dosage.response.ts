import {
  InfusionResponse,
  OrderedDoseResponse,
  TitrationResponse,
} from '../../../clinical/orders/dto/infusion.response.js';
import { SlidingScaleResponse, TimingResponse } from '../../../clinical/orders/dto/order.response.js';

/** How a medicine is given: what is ordered of it, in words only the reader's screen has. */
export class ChartDosageResponse {
  dose!: OrderedDoseResponse | null;
  /** @example oral */
  route!: string | null;
  timing!: TimingResponse | null;
  slidingScale!: SlidingScaleResponse | null;
  /** Given first, before the maintenance. */
  loadingDose!: OrderedDoseResponse | null;
  /** What it is diluted in, and how it runs. */
  infusion!: InfusionResponse | null;
  /** Between which rates it may be set, and what for. */
  titration!: TitrationResponse | null;
}
