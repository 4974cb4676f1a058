import { expect } from '@jest/globals';
import { aMedicine, anEncounter } from '../support/builders.js';
import type { World } from '../support/world.js';
import { sheetOf } from './a-sheet.js';

const HOUR = 3_600_000;
export const ago = (hours: number) => new Date(Date.now() - hours * HOUR).toISOString();
export const codeOf = ({ body }: { body: { type: string } }) => body.type.split('/').at(-1);
const ATC = 'http://www.whocc.no/atc';
export const CEFAZOLIN = { system: ATC, code: 'J01DB04', display: 'Cefazolin 1 g' };
export const NORADRENALINE = { system: ATC, code: 'C01CA03', display: 'Noradrenalin 4 mg/4 mL' };
/** 500 mL at 100 mL an hour. */
export const BAG = {
  route: 'intravenous',
  infusion: { fluid: 'Natri clorid 0,9 %', volume: 500, rate: { value: 100, unit: 'mL/h' } },
};

/** Noradrenaline, set between two rates. */
export const titrated = (more: object = {}) => ({
  ...{ medication: NORADRENALINE, dose: { value: 4, unit: 'mg' } },
  more: {
    route: 'intravenous',
    infusion: { fluid: 'Glucose 5 %', volume: 50, rate: { value: 5, unit: 'mL/h' } },
    ...{ titration: { low: 2, high: 20, target: 'Huyết áp trung bình từ 65 mmHg' }, ...more },
  },
});

/** Bags of a world: ordered, and begun by its nurse. */
export function bagsOf(world: () => World) {
  const { give, doseOf, signedAgo } = sheetOf(world);

  /** An order of a bag that was signed some hours ago, and its dose. */
  async function aBag(hours: number, fields: Parameters<typeof aMedicine>[1] = {}) {
    const encounterId = fields.encounterId ?? (await anEncounter(world(), { hoursAgo: 72 })).id;
    const order = await aMedicine(world(), {
      ...{ encounterId, medication: CEFAZOLIN, dose: { value: 1000, unit: 'mg' }, more: BAG },
      ...fields,
    });
    await signedAgo(order.id, hours);
    return { order, dose: await doseOf(order) };
  }
  const begun = async (hours: number, fields: Parameters<typeof aMedicine>[1] = {}, body: object = {}) => {
    const { order, dose } = await aBag(hours, fields);
    const answer = await give(dose.id, { givenAt: ago(hours), ...body });
    expect([answer.status, answer.body.status]).toEqual([200, 'in-progress']);
    return { order, id: dose.id, running: answer.body.running };
  };
  return { aBag, begun };
}
