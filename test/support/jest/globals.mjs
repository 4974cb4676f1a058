// What `import … from '@jest/globals'` gives: the functions of the spec file that is being run. Modules outlive a spec file here,
// so these are live bindings, pointed at the next file's functions before it is loaded.
import { jestExpect } from '@jest/expect';
import { ModuleMocker } from 'jest-mock';

export let describe;
export let it;
export let test;
export let beforeAll;
export let beforeEach;
export let afterEach;
export let afterAll;
/** Of this realm, so that it knows this realm's String, Error and Map. */
export const expect = jestExpect;
/** Spies only: nothing is mocked in this house, and modules cannot be. */
export const jest = new ModuleMocker(globalThis);

// They count in jest's own realm, where this `expect` is unknown: they would never fail.
for (const name of ['assertions', 'hasAssertions']) {
  expect[name] = () => {
    throw new Error(`expect.${name} counts nothing here; assert what must have happened instead.`);
  };
}

/** Hooks start services and copy databases: on a busy machine that takes its time. In ms. */
const HOOK_MS = 120_000;

/** Points the bindings, and the globals of the same names, at a spec file's own functions. */
export function serve(functions) {
  ({ describe, it, test } = functions);
  const setUp = { failed: false };
  [beforeAll, beforeEach] = [functions.beforeAll, functions.beforeEach].map((hook) => settingUp(hook, setUp));
  [afterEach, afterAll] = [functions.afterEach, functions.afterAll].map((hook) => clearingAway(hook, setUp));
  Object.assign(globalThis, { describe, it, test, beforeAll, beforeEach, afterEach, afterAll, expect, jest });
}

const settingUp =
  (hook, setUp) =>
  (work, limit = HOOK_MS) =>
    hook(async () => {
      const before = setUp.failed;
      setUp.failed = true; // also when its time runs out
      await work();
      setUp.failed = before;
    }, limit);

/** What clears away after a set-up that failed stumbles over what was never made: that error would only hide the first. */
const clearingAway =
  (hook, setUp) =>
  (work, limit = HOOK_MS) =>
    hook(async () => {
      try {
        await work();
      } catch (error) {
        if (!setUp.failed) throw error;
      }
    }, limit);
