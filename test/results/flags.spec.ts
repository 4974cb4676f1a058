import { afterAll, beforeAll, describe, expect, it } from '@jest/globals';
import { anEncounter, anOrder, PANEL } from '../support/builders.js';
import { startWorld, type World } from '../support/world.js';
import { hoursAgo, lactate, potassium, report, send } from './reports.js';

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world.close());

const loinc = (code: string, display: string) => ({ system: 'http://loinc.org', code, display });
const creatinine = (value: number) => ({
  code: loinc('14682-9', 'Creatinin'),
  value,
  unit: 'umol/L',
  referenceLow: 62,
  referenceHigh: 106,
});
const haemoglobin = (value: number, unit: string) => ({ code: loinc('718-7', 'Hemoglobin'), value, unit });
const troponin = (value: number) => ({
  code: loinc('67151-1', 'Troponin T hs'),
  value,
  unit: 'ng/L',
  referenceHigh: 14,
});

const flag = async (observation: object, encounterId?: string, hours = 5) => {
  const ordered = await anOrder(world, { encounterId, code: PANEL });
  const { body } = await send(world, ordered, report([observation], { effectiveAt: hoursAgo(hours) }));
  const [value] = body.observations;
  expect(body.critical).toBe(value.critical);
  return [value.interpretation, value.critical];
};

describe('A value is flagged', () => {
  it.each<[string, object, unknown]>([
    ['normal inside its range', potassium(4), ['N', false]],
    ['low', potassium(3.2), ['L', false]],
    ['high', potassium(5.9), ['H', false]],
    ['critically high', potassium(6.9), ['HH', true]],
    ['critically low', potassium(2.5), ['LL', true]],
    [
      'critical without a range too',
      { ...potassium(6.9), referenceLow: undefined, referenceHigh: undefined },
      ['HH', true],
    ],
    [
      "by our own range for the patient's age and sex when the laboratory gives none",
      { ...potassium(5.9), referenceLow: undefined, referenceHigh: undefined },
      ['H', false],
    ],
    ['not at all without any range', { code: loinc('1742-6', 'ALT'), value: 60, unit: 'U/L' }, [null, false]],
    ['as the laboratory says', potassium(4, { interpretation: 'A' }), ['A', false]],
    ['as the laboratory says, but critical by our table', potassium(6.9, { interpretation: 'H' }), ['H', true]],
    ['critical when the laboratory says so', potassium(5.9, { interpretation: 'HH' }), ['HH', true]],
    ['after its unit was converted', { ...haemoglobin(4, 'g/dL'), referenceLow: 12 }, ['LL', true]],
    ['in the unit of laboratories', { ...potassium(7.1), unit: 'mEq/L' }, ['HH', true]],
    [
      'without saying that it is not critical in a unit that does not fit',
      potassium(6.9, { unit: 'mm[Hg]' }),
      ['H', null],
    ],
    [
      'without saying that it is not critical when nobody knows which test it is',
      { ...potassium(6.9), code: { code: '2823-3', display: 'Kali' } },
      ['H', null],
    ],
    ['when its number stands in words', { code: loinc('2823-3', 'Kali'), text: '7,1 mmol/L' }, ['HH', true]],
    ['above what could be measured', lactate(15, { comparator: '>' }), ['HH', true]],
    ['as not judged when it may be on either side', potassium(4, { comparator: '<' }), [null, null]],
    [
      'critical when the words of a blood culture say that something grew',
      { code: loinc('600-7', 'Cấy máu'), text: 'Dương tính: Staphylococcus aureus' },
      [null, true],
    ],
    [
      'critical when a blood culture is positive',
      { code: loinc('600-7', 'Cấy máu'), text: 'E. coli', interpretation: 'POS' },
      ['POS', true],
    ],
  ])('%s', async (_case, observation, expected) => expect(await flag(observation)).toEqual(expected));

  it('critical only when new: creatinine that was as high before is high, and critical again after it fell', async () => {
    const { id } = await anEncounter(world);
    expect(await flag(creatinine(700), id, 9)).toEqual(['HH', true]);
    expect(await flag(creatinine(720), id, 8)).toEqual(['H', false]);
    expect(await flag(creatinine(710), id, 7)).toEqual(['H', false]);
    expect(await flag(creatinine(300), id, 6)).toEqual(['H', false]);
    expect(await flag(creatinine(690), id, 5)).toEqual(['HH', true]);
  });

  it("critical when troponin rises above the assay's limit, and only then", async () => {
    const { id } = await anEncounter(world);
    expect(await flag(troponin(9), id, 9)).toEqual(['N', false]);
    expect(await flag(troponin(52), id, 8)).toEqual(['HH', true]);
    expect(await flag(troponin(60), id, 7)).toEqual(['H', false]);
  });

  it('the same when its report becomes final', async () => {
    const ordered = await anOrder(world, { code: PANEL });
    await send(world, ordered, report([creatinine(700)], { status: 'preliminary' }));
    const { body } = await send(world, ordered, report([creatinine(700)]));
    expect(body.observations[0].interpretation).toBe('HH');
  });

  it('in the unit the laboratory sent, shown as people read it', async () => {
    const ordered = await anOrder(world, { code: PANEL });
    const platelets = { code: loinc('777-3', 'Tiểu cầu'), value: 15, unit: '10*9/L' };
    const { body } = await send(world, ordered, report([platelets]));
    expect(body.observations[0]).toMatchObject({
      unit: '10*9/L',
      unitText: 'G/L',
      interpretation: 'LL',
      critical: true,
    });
  });

  it('in the unit the laboratory sent, in the language of who reads', async () => {
    const ordered = await anOrder(world, { code: PANEL });
    const depression = { code: loinc('44261-6', 'PHQ-9'), value: 7, unit: '{score}' };
    const { body } = await send(world, ordered, report([depression]));
    const read = async (language: string) =>
      (await world.as('doctor').get(`/api/v1/results/${body.id}`, { 'Accept-Language': language })).body
        .observations[0];
    expect(await read('vi')).toMatchObject({ value: 7, unit: '{score}', unitText: 'điểm' });
    expect(await read('en')).toMatchObject({ value: 7, unit: '{score}', unitText: 'points' });
  });
});
