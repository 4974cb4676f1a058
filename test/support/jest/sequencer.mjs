// Which spec files begin first: those that mostly wait for processes, so that the short ones fill the time beside them. On a machine
// that has run them before, jest knows better how long each takes.
import { createRequire } from 'node:module';

const { default: TestSequencer } = createRequire(import.meta.url)('@jest/test-sequencer');

const LONGEST = ['operations/lifecycle', 'database/embedded-postgres', 'audit/sealer', 'database/new-migration'];

export default class LongestFirst extends TestSequencer {
  sort(tests) {
    const rank = ({ path }) => {
      const found = LONGEST.findIndex((name) => path.endsWith(`/test/${name}.spec.ts`));
      return found === -1 ? LONGEST.length : found;
    };
    return [...super.sort(tests)].sort((one, other) => rank(one) - rank(other));
  }
}
