import { describe, expect, it } from '@jest/globals';
import type { VitalsRow } from '../../clinical/observations/vitals.mapper.js';
import { printedVitals } from './printed-vitals.js';

const NOTHING = Object.fromEntries(
  [
    ...['heartRate', 'respiratoryRate', 'systolic', 'diastolic', 'temperature', 'oxygenSaturation', 'weight', 'height'],
    ...['glucose', 'pain', 'oxygenFlow', 'fio2', 'capillaryRefill', 'supplementalOxygen', 'consciousness'],
    ...['oxygenDevice', 'respiratoryEffort', 'gcsEye', 'gcsVerbal', 'gcsMotor', 'notMeasured', 'comment', 'pregnancy'],
  ].map((name) => [name, null]),
);
const aSet = (more: object) =>
  ({
    ...NOTHING,
    ...{ effectiveAt: '2026-11-20T01:00:00Z', recordedAt: '2026-11-20T01:05:00Z', status: 'final', spo2Scale: 1 },
    ...{ birthDate: '1970-01-01', birthDatePrecision: 'day', recorderName: 'ĐD. Ngô Thị Hà' },
    ...more,
  }) as unknown as VitalsRow;

describe('The chart on paper', () => {
  it('numbers people of the same letters, and says whom each means', () => {
    const names = ['ĐD. Ngô Thị Hà', 'CNĐD. Nông Tú Hân', 'ĐD. Lý Văn Kha'];
    const { sheets, remarks } = printedVitals(names.map((recorderName) => aSet({ recorderName, heartRate: 80 })));
    expect(sheets.flat().map(({ by }) => by)).toEqual(['NTH1', 'NTH2', 'LVK']);
    for (const said of ['NTH1: ĐD. Ngô Thị Hà', 'NTH2: CNĐD. Nông Tú Hân', 'LVK: ĐD. Lý Văn Kha']) {
      expect(remarks[0]).toContain(said);
    }
  });

  it('has rows for what is charted of few where somebody charted it', () => {
    const linesOf = (more: object) =>
      printedVitals([aSet({ heartRate: 80 }), aSet(more)]).lines.map(({ field }) => field);
    const seldom = ['effort', 'refill', 'gcs', 'height'];
    expect(linesOf({ pain: 3 })).not.toEqual(expect.arrayContaining([expect.stringMatching(seldom.join('|'))]));
    const coma = { gcsEye: 1, gcsVerbal: 0, gcsMotor: 4, capillaryRefill: 4, respiratoryEffort: 'severe', height: 92 };
    expect(linesOf(coma)).toEqual(expect.arrayContaining(seldom));
    const [set] = printedVitals([aSet(coma)]).sheets[0]!;
    expect(set).toMatchObject({ gcs: 'E1\nVNT\nM4', refill: '4', effort: 'nặng', height: '92' });
    expect(printedVitals([aSet({ gcsEye: 2, gcsVerbal: 3, gcsMotor: 5 })]).sheets[0]).toMatchObject([{ gcs: '10' }]);
  });

  it('tells how much oxygen was given as far as it is known, and of a score that lacks values the least it can be', () => {
    const oxygen = (more: object) => printedVitals([aSet({ supplementalOxygen: true, ...more })]).sheets[0]![0]!.oxygen;
    expect([
      oxygen({}),
      oxygen({ oxygenFlow: 2.5 }),
      oxygen({ fio2: 60 }),
      oxygen({ oxygenFlow: 40, fio2: 60 }),
    ]).toEqual(['có', '2,5', '60%', '40\n60%']);
    const score = (more: object) => printedVitals([aSet(more)]).sheets[0]![0]!.score;
    expect([score({ heartRate: 70 }), score({ heartRate: 135, respiratoryRate: 26 })]).toEqual(['–', '≥ 6']);
  });
});
