import { Problem } from '../../kernel/problem.js';
import type { OneDoseRow } from './doses.queries.js';
import { Happened } from './happened.js';
import { requireRight, type Giving } from './give.rules.js';

const PLANNED = new Date('2026-11-29T01:00:00Z');
const minutesAfter = (minutes: number) => new Date(PLANNED.getTime() + minutes * 60_000);

const order = (timing: object = { everyHours: 8 }, doses: object[] = []): OneDoseRow => ({
  ...{ id: 'o', number: 'TH26-000001', patientId: 'p', encounterId: 'e', mrn: '79016-00000001', status: 'active' },
  ...{ priority: 'routine', pharmacy: null, requestedBy: null },
  ...{ system: 'http://www.whocc.no/atc', code: 'N02BE01', display: 'Paracetamol 500 mg', instructions: null },
  detail: { dose: { value: 500, unit: 'mg' }, route: 'oral', timing },
  ...{ signedAt: PLANNED.toISOString(), endedAt: null, lastId: null, encounterStartedAt: PLANNED },
  doses: doses as unknown as OneDoseRow['doses'],
});
const given = (id: string, at: Date) => ({ id, status: 'given', effectiveAt: at.toISOString() });
/** The code of the problem, or that all is right. */
function judged(change: Partial<Giving> = {}): string {
  const right: Giving = {
    id: 'd',
    order: order(),
    plannedAt: PLANNED,
    givenAt: PLANNED,
    input: {},
    asked: { value: 500, unit: 'mg' },
    happened: new Happened({}),
  };
  try {
    requireRight({ ...right, ...change });
    return 'right';
  } catch (error) {
    if (error instanceof Problem) return error.kind.code;
    throw error;
  }
}

describe('The five rights of giving a dose', () => {
  it.each([
    ['nothing scanned, in time, as ordered', {}, 'right'],
    ['the band of the patient', { scan: { patient: ' 79016-00000001 ' } }, 'right'],
    ['the band of another', { scan: { patient: '79016-00000002' } }, 'dose-other-patient'],
    ['the medicine in small letters', { scan: { medication: 'n02be01' } }, 'right'],
    ['another medicine', { scan: { medication: 'N02AA01' } }, 'dose-other-drug'],
    ['another route', { route: 'intravenous' }, 'dose-other-route'],
    ['the same dose', { dose: { value: 500, unit: 'mg' } }, 'right'],
    ['less, without a reason', { dose: { value: 250, unit: 'mg' } }, 'dose-reason-needed'],
    ['less, with a reason', { dose: { value: 250, unit: 'mg' }, reason: 'Nôn một nửa' }, 'right'],
    ['more, whatever the reason', { dose: { value: 750, unit: 'mg' }, reason: 'Đau nhiều' }, 'dose-above-order'],
    ['another unit', { dose: { value: 0.5, unit: 'g' } }, 'validation'],
  ])('%s', (_, input, expected) => {
    expect(judged({ input: input })).toBe(expected);
  });

  it.each([
    ['at its minute', 0, 'right'],
    ['half an hour late', 30, 'right'],
    ['five hours late', 300, 'dose-reason-needed'],
    ['five hours early', -300, 'dose-reason-needed'],
  ])('time: %s', (_, minutes, expected) => {
    expect(judged({ givenAt: minutesAfter(minutes) })).toBe(expected);
  });

  it('asks for a reason when another was given less than half of the gap ago', () => {
    expect(judged({ order: order({ everyHours: 8 }, [given('other', minutesAfter(-200))]) })).toBe(
      'dose-reason-needed',
    );
    expect(judged({ order: order({ everyHours: 8 }, [given('other', minutesAfter(-300))]) })).toBe('right');
    expect(judged({ order: order({ everyHours: 8 }, [given('d', minutesAfter(-200))]) })).toBe('right');
  });
});

describe('A dose given when needed', () => {
  const asNeeded = { asNeeded: { minimumGapHours: 4, maximumPerDay: 2 } };
  it.each([
    ['is right after the gap', [-241], 'right'],
    ['is too soon within it', [-239], 'dose-too-soon'],
    ['is one too many within a day', [-1400, -700], 'dose-day-maximum'],
    ['is right when the day is over', [-1441, -700], 'right'],
  ])('%s', (_, before, expected) => {
    const doses = before.map((minutes, at) => given(`before-${at}`, minutesAfter(minutes)));
    expect(judged({ order: order(asNeeded, doses), plannedAt: null })).toBe(expected);
  });
});
