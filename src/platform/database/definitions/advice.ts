import type { Difference } from './compare-definitions.js';

const MOST_NAMED = 8;

const textOf = ({ kind, name, how }: Difference): string => `${kind} ${name} (${how})`;

/** Such as `trigger public.patient.audit_capture (changed)`; the first few. */
export function namesOf(differences: readonly Difference[]): string {
  const names = differences.slice(0, MOST_NAMED).map(textOf);
  return [...names, ...(differences.length > MOST_NAMED ? ['…'] : [])].join(', ');
}

/** How a sentence begins about what only differs. */
export const HARMLESS = 'Not as installed, without harm to the trail:';

/** One sentence for each definition that is left as it is, and what a person has to decide about it. */
export function adviceOn(left: readonly Difference[]): string[] {
  return left.map((one) => {
    if (!one.escapes) return `${HARMLESS} ${textOf(one)}.`;
    const decision = one.kind.endsWith(' month')
      ? 'attach it to audit.event or audit.shown again, from a copy if need be'
      : one.how === 'foreign'
        ? 'remove it, or bring it in with a migration'
        : 'bring it back as the program ships it, from a copy if need be';
    return `Decide: ${textOf(one)} lets writes escape the audit trail, and they stay refused: ${decision}.`;
  });
}
