import type { Disposition } from './dto/encounter.dto.js';

/** What a way to leave says besides itself. */
export interface DispositionDetails {
  readonly destination?: string;
  readonly destinationCode?: string;
  readonly deathCause?: string;
  readonly deathPlace?: string;
}

export type DispositionRefusal =
  'destination-needed' | 'destination-not-meant' | 'destination-unnamed' | 'death-not-meant';

/**
 * Why details do not fit how a patient left; all of them. Who is transferred goes somewhere (giấy chuyển cơ sở khám bệnh, chữa bệnh of
 * Circular 32/2023/TT-BYT names the receiving facility), nobody else does, and only who died has a cause and place of death.
 */
export function dispositionRefusals(disposition: Disposition, details: DispositionDetails): DispositionRefusal[] {
  const { destination, destinationCode, deathCause, deathPlace } = details;
  const isTransferred = disposition === 'other-hcf';
  const names = destination !== undefined || destinationCode !== undefined;
  const tellsDeath = deathCause !== undefined || deathPlace !== undefined;
  return [
    ...(isTransferred && !names ? (['destination-needed'] as const) : []),
    ...(isTransferred && names && destination === undefined ? (['destination-unnamed'] as const) : []),
    ...(!isTransferred && names ? (['destination-not-meant'] as const) : []),
    ...(disposition !== 'exp' && tellsDeath ? (['death-not-meant'] as const) : []),
  ];
}
