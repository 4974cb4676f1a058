import { judge } from '../../../clinical/results/judging/judgement.rules.js';
import type { IncomingFacts, SentValue } from '../facts.js';
import { flagOf } from '../placing/flags.rules.js';

/**
 * What of a message that waits for a person somebody has to be told of at once, whoever it is about: by its sender's flags, and by the limits of
 * those grown up, whichever of its codes is known.
 */
export const criticalIn = ({ reports }: Pick<IncomingFacts, 'reports'>): string[] =>
  reports.flatMap(({ values }) => values.filter(isCritical).map(saidOf));

const isCritical = ({ codes, flags, value, comparator, unit, unitWritten, text, status }: SentValue): boolean => {
  if (status === 'cancelled' || status === 'entered-in-error') return false;
  return codes.some(({ system, code, display }) => {
    const measured = { system, code, display, value, comparator, unit, unitWritten, text };
    return judge({ ...measured, interpretation: flagOf(flags) }).criticality === 'critical';
  });
};

const saidOf = ({ display, comparator = '', value, valueAsSent, unit, text }: SentValue): string =>
  [display, `${comparator}${valueAsSent ?? value ?? text ?? ''}`, unit].filter(Boolean).join(' ');
