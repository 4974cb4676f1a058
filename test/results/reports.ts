import type { Response } from 'supertest';
import type { World } from '../support/world.js';

/** A moment some hours ago; the encounters of `anOrder` began two days ago. */
export const hoursAgo = (hours: number): string => new Date(Date.now() - hours * 3_600_000).toISOString();

const TAKEN = hoursAgo(5);

/** A message of the laboratory: final and about five hours ago by default. */
export const report = (observations: object[], fields: object = {}) => ({
  status: 'final',
  effectiveAt: TAKEN,
  observations,
  ...fields,
});

const value = (code: string, display: string, unit: string, number: number, fields: object) => ({
  code: { system: 'http://loinc.org', code, display },
  value: number,
  unit,
  ...fields,
});

export const potassium = (number: number, fields: object = {}) =>
  value('2823-3', 'Kali', 'mmol/L', number, { referenceLow: 3.5, referenceHigh: 5.1, ...fields });
export const sodium = (number: number, fields: object = {}) =>
  value('2951-2', 'Natri', 'mmol/L', number, { referenceLow: 135, referenceHigh: 145, ...fields });
export const lactate = (number: number, fields: object = {}) =>
  value('2524-7', 'Lactat', 'mmol/L', number, { referenceHigh: 2.2, ...fields });

/** Sends a message about an order as the laboratory. */
export const send = (world: World, order: { id: string }, message: object, headers = {}): Promise<Response> =>
  world.as('lab').post(`/api/v1/orders/${order.id}/results`, message, headers);
