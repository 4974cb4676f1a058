// Which spec files begin first: those that mostly wait for processes, then the longest of the others, so that the short ones fill the
// time beside them and none of the long ones is left alone at the end.
import { createRequire } from 'node:module';

const { default: TestSequencer } = createRequire(import.meta.url)('@jest/test-sequencer');

const LONGEST = [
  'day/every-screen',
  'day/every-screen-again',
  'day/every-screen-late',
  'day/lifecycle',
  'server/backup',
  'server/standby',
  'database/embedded-postgres',
  'audit/sealer',
  'database/new-migration',
  'security/refusals',
  'guarantees/sixteen-at-once',
  'guarantees/rules-of-rows-come-back',
  'guarantees/definitions-are-as-shipped',
  'console/doctor',
  'guarantees/no-body-occupies-a-worker',
];

export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = LONGEST.findIndex((name) => path.endsWith(`/test/${name}.spec.ts`));
      return found === -1 ? LONGEST.length : found;
    };
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
}
