import fc from 'fast-check';
import {
  isIssued,
  isWithdrawn,
  nextReportState,
  REPORT_STATES,
  valueStateOf,
  VALUE_STATES,
} from './report-state.rules.js';
import type { ReportChange, ReportState } from './report-state.rules.js';

describe('a report goes', () => {
  it.each([
    ['preliminary', 'preliminary', 'corrections', 'preliminary'],
    ['preliminary', 'final', 'corrections', 'final'],
    ['registered', 'partial', 'additions', 'partial'],
    ['preliminary', 'cancelled', 'nothing', 'cancelled'],
    ['final', 'final', 'nothing', 'final'],
    ['final', 'final', 'additions', 'appended'],
    ['final', 'appended', 'additions', 'appended'],
    ['final', 'partial', 'nothing', 'final'],
    ['corrected', 'partial', 'additions', 'appended'],
    ['corrected', 'final', 'nothing', 'corrected'],
    ['corrected', 'final', 'additions', 'appended'],
    ['final', 'corrected', 'corrections', 'corrected'],
    ['final', 'amended', 'additions', 'amended'],
    ['corrected', 'entered-in-error', 'nothing', 'entered-in-error'],
  ] as const)('from %s by a %s message with %s to %s', (current, sent, change, next) =>
    expect(nextReportState(current, sent, change)).toEqual({ ok: true, state: next }),
  );
});

it.each([
  ['cancelled', 'final', 'corrected'],
  ['entered-in-error', 'corrected', 'corrected'],
  ['cancelled', 'preliminary', 'preliminary'],
  ['cancelled', 'cancelled', 'cancelled'],
] as const)('a %s report that a person takes up again by a %s message is %s', (current, sent, next) =>
  expect(nextReportState(current, sent, 'additions', true)).toEqual({ ok: true, state: next }),
);

describe('a report refuses', () => {
  it.each([
    ['final', 'preliminary', 'nothing', 'report-is-final'],
    ['corrected', 'partial', 'corrections', 'report-is-final'],
    ['appended', 'cancelled', 'nothing', 'report-is-final'],
    ['final', 'final', 'corrections', 'report-needs-correction'],
    ['final', 'appended', 'corrections', 'report-needs-correction'],
    ['entered-in-error', 'final', 'additions', 'report-withdrawn'],
    ['cancelled', 'final', 'additions', 'report-withdrawn'],
  ] as const)('in %s a %s message with %s: %s', (current, sent, change, code) =>
    expect(nextReportState(current, sent, change)).toEqual({ ok: false, code }),
  );
});

describe('for any messages', () => {
  const state = fc.constantFrom(...REPORT_STATES);
  const change = fc.constantFrom<ReportChange>('nothing', 'additions', 'corrections');

  it('what was issued stays issued until it is withdrawn, and what is withdrawn stays so', () => {
    fc.assert(
      fc.property(state, fc.array(fc.tuple(state, change)), (first, messages) => {
        let current: ReportState = first;
        for (const [sent, changes] of messages) {
          const next = nextReportState(current, sent, changes);
          if (!next.ok) continue;
          if (isWithdrawn(current)) expect(next.state).toBe(current);
          else if (isIssued(current)) expect(isIssued(next.state) || next.state === 'entered-in-error').toBe(true);
          current = next.state;
        }
      }),
    );
  });

  it('a value takes a status that values may have', () => {
    fc.assert(
      fc.property(state, fc.boolean(), (report, changes) => {
        expect(VALUE_STATES).toContain(valueStateOf(report, changes));
      }),
    );
  });
});
