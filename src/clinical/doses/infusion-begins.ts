import type { GiveDoseDto } from './dto/dose.dto.js';
import type { HeldDose } from './held-dose.js';
import type { NewStep } from './infusion-columns.js';
import { plannedDose } from './dose.mapper.js';
import { flowingOf, runUnitOf } from './flow.rules.js';
import type { Happened } from './happened.js';
import { rateSet } from './rate-set.js';
import { bagHung } from './went-in.rules.js';

/** An infusion that begins: what is kept of it as a dose, what the five rights are asked of, and its first step. */
interface Beginning {
  readonly dose: { readonly value: number; readonly unit: string };
  readonly checked: Pick<GiveDoseDto, 'dose' | 'route' | 'scan' | 'reason'>;
  readonly step: NewStep;
}

/** @throws Problem as {@link rateSet} and {@link bagHung} */
export function beginning(
  { order, plannedAt }: HeldDose,
  input: GiveDoseDto,
  {
    at,
    witnessConfirmed,
    happened,
  }: { readonly at: Date; readonly witnessConfirmed: boolean; readonly happened: Happened },
): Beginning {
  const planned = plannedDose(order, plannedAt);
  const isRate = planned.unit === runUnitOf(flowingOf(order));
  const pointer = isRate && !input.rate ? '/dose' : '/rate';
  const said = input.rate ?? (isRate ? input.dose : undefined);
  const { reason } = input;
  const rate = rateSet(order, said, { pointer, reason, confirmed: reason !== undefined, happened });
  const { route, scan } = input;
  const step: NewStep = {
    kind: 'begin',
    ...{ at, rate, volume: bagHung(order.detail.infusion?.volume, input.volume, reason) },
    ...{ reason: reason ?? null, witnessId: input.witnessId ?? null, witnessConfirmed },
  };
  // How fast it runs is judged by the limits of the order; how much of an amount is given, as of any dose.
  if (isRate) return { dose: { value: rate.value, unit: rate.unit }, checked: { route, scan, reason }, step };
  return { dose: input.dose ?? planned, checked: input, step };
}
