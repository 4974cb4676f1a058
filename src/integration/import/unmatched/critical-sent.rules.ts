import { judge, type Judgement } from '../../../clinical/results/judging/judgement.rules.js';
import type { IncomingFacts, SentValue } from '../facts.js';
import { meant, Mappings } from '../placing/codes.rules.js';
import { flagOf } from '../placing/flags.rules.js';
import type { FoundMapping } from '../placing/found.js';

/**
 * What of a message that waits for a person somebody has to be told of at once, whoever it is about: by its sender's flags, and by the limits of
 * those grown up, whichever of its codes is known.
 * @param mapped what the sender's own codes and units mean
 */
export const criticalIn = ({ reports }: Pick<IncomingFacts, 'reports'>, mapped: readonly FoundMapping[]): string[] => {
  const mappings = new Mappings(mapped);
  return reports.flatMap(({ values }) =>
    values.filter((value) => isJudged(value, mappings, ({ criticality }) => criticality === 'critical')).map(saidOf),
  );
};

/** Whether whoever places it has to be asked at once: it is critical, or may be; what nobody can have may hide what is. */
export const isUrgent = ({ reports }: Pick<IncomingFacts, 'reports'>, mapped: readonly FoundMapping[]): boolean => {
  const mappings = new Mappings(mapped);
  const tells = ({ criticality, because, mayBeCritical }: Judgement) =>
    criticality === 'critical' || because === 'impossible' || mayBeCritical === true;
  return reports.some(({ values }) => values.some((value) => isJudged(value, mappings, tells)));
};

function isJudged(value: SentValue, mappings: Mappings, so: (judgement: Judgement) => boolean): boolean {
  const { codes, flags, unit, unitWritten, comparator, text, status } = value;
  if (status === 'cancelled' || status === 'entered-in-error') return false;
  const own = unit === undefined ? undefined : (mappings.unit(unit) ?? unit);
  const said = { value: value.value, comparator, unit: own, unitWritten, text, interpretation: flagOf(flags) };
  return meant(codes, mappings).some(({ system, code, display }) => so(judge({ system, code, display, ...said })));
}

const saidOf = ({ display, comparator = '', value, valueAsSent, unit, text }: SentValue): string =>
  [display, `${comparator}${valueAsSent ?? value ?? text ?? ''}`, unit].filter(Boolean).join(' ');
