import type { ScopeNeed, ScopeQuestion } from '../../platform/routes/scope.rules.js';
import { messagesIn } from './er7/parse.js';

/** What a machine needs to send messages of a type: what it would need to post the same as FHIR. */
const NEEDS: Readonly<Record<string, ScopeNeed>> = {
  ORU: { type: 'DiagnosticReport', right: 'c' },
  OUL: { type: 'DiagnosticReport', right: 'c' },
  MDM: { type: 'DocumentReference', right: 'c' },
  ORM: { type: 'ServiceRequest', right: 'c' },
  OML: { type: 'ServiceRequest', right: 'c' },
};
/** What is refused in any case is told only to who sends something. */
const LEAST: ScopeNeed = { type: 'DiagnosticReport', right: 'c' };

/** The types of the messages in a body, read no further than that. */
export function scopesOfMessage({ body }: ScopeQuestion): readonly ScopeNeed[] {
  if (!Buffer.isBuffer(body)) return [LEAST];
  const types = messagesIn(body).messages.map((message) => {
    const [line = ''] = message
      .subarray(0, LONGEST_HEADER)
      .toString('latin1')
      .split(/[\r\n]/, 1);
    // What is no message is refused as that, whatever its sender may send.
    if (!line.startsWith('MSH')) return [''];
    const type = line.split(line[3] ?? '|')[8] ?? '';
    // What is written in escapes may be any of them.
    return type.includes(line[6] ?? '\\') ? Object.keys(NEEDS) : [/^[A-Z]{3}/.exec(type)?.[0] ?? ''];
  });
  return [...new Set(types.flat())].map((type) => NEEDS[type] ?? LEAST);
}
const LONGEST_HEADER = 2000;
