import type { Localised } from '../../kernel/language.js';

/** How oxygen is given, and what people call it. */
export const OXYGEN_DEVICES = {
  'room-air': { vi: 'khí phòng', en: 'room air' },
  'nasal-cannula': { vi: 'gọng mũi', en: 'nasal cannula' },
  'simple-mask': { vi: 'mặt nạ đơn giản', en: 'simple mask' },
  'venturi-mask': { vi: 'mặt nạ Venturi', en: 'Venturi mask' },
  'non-rebreather-mask': { vi: 'mặt nạ có túi dự trữ', en: 'non-rebreather mask' },
  'head-box': { vi: 'chụp đầu, lồng oxy', en: 'head box' },
  incubator: { vi: 'lồng ấp', en: 'incubator' },
  'high-flow-nasal': { vi: 'oxy dòng cao qua mũi (HFNC)', en: 'high-flow nasal cannula' },
  cpap: { vi: 'CPAP', en: 'CPAP' },
  niv: { vi: 'thở máy không xâm nhập', en: 'non-invasive ventilation' },
  ventilator: { vi: 'thở máy xâm nhập', en: 'invasive ventilation' },
  'tracheostomy-mask': { vi: 'mặt nạ mở khí quản', en: 'tracheostomy mask' },
} as const satisfies Record<string, Localised>;
export type OxygenDevice = keyof typeof OXYGEN_DEVICES;
export const OXYGEN_DEVICE_CODES = Object.keys(OXYGEN_DEVICES) as OxygenDevice[];

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
