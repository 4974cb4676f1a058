/** How oxygen is given. */
export const OXYGEN_DEVICE_CODES = [
  'room-air',
  'nasal-cannula',
  'simple-mask',
  'venturi-mask',
  'non-rebreather-mask',
  'head-box',
  'incubator',
  'high-flow-nasal',
  'cpap',
  'niv',
  'ventilator',
  'tracheostomy-mask',
] as const;
export type OxygenDevice = (typeof OXYGEN_DEVICE_CODES)[number];

/** Devices that may run on air alone. */
const MAY_RUN_ON_AIR: readonly OxygenDevice[] = ['cpap', 'niv', 'ventilator', 'incubator', 'high-flow-nasal'];
/** Per cent of oxygen in air. */
const AIR = 21;

interface Oxygen {
  readonly supplementalOxygen?: boolean | null;
  readonly oxygenDevice?: string | null;
  readonly oxygenFlow?: number | null;
  readonly fio2?: number | null;
}

/**
 * Whether oxygen is given, as device, flow and concentration tell; undefined when they tell nothing. A device that may run on air is taken
 * for oxygen unless its concentration says otherwise.
 */
export function oxygenTold({ oxygenDevice, oxygenFlow, fio2 }: Oxygen): boolean | undefined {
  if (isGiven(fio2)) return fio2 > AIR;
  if (oxygenDevice === 'room-air') return isGiven(oxygenFlow) && oxygenFlow > 0;
  if (isGiven(oxygenFlow)) return oxygenFlow > 0 || MAY_RUN_ON_AIR.includes(oxygenDevice as OxygenDevice);
  return isGiven(oxygenDevice) ? true : undefined;
}

/** Said as `supplementalOxygen`, or told by the rest. */
export const onOxygen = (oxygen: Oxygen): boolean | undefined => oxygen.supplementalOxygen ?? oxygenTold(oxygen);

/** Whether what is said contradicts itself: oxygen and none. */
export const oxygenContradicts = (oxygen: Oxygen): boolean => {
  const told = oxygenTold(oxygen);
  const flowing = oxygen.oxygenDevice === 'room-air' && told === true;
  return flowing || (isGiven(oxygen.supplementalOxygen) && told !== undefined && told !== oxygen.supplementalOxygen);
};

function isGiven<T>(value: T | null | undefined): value is T {
  return value !== null && value !== undefined;
}
