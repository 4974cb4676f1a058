import type { Page } from 'playwright-core';
import { expectNoFaults, settled, startScreens, type Screen, type Screens } from './browser.js';
import { aWholeChart, type WholeChart } from './whole-chart.js';
import { startWorld, type World } from './world.js';

/** A hospital with a patient who has one of everything, and a browser on it. */
export interface EveryScreen {
  readonly world: World;
  readonly screens: Screens;
  readonly whole: WholeChart;
  /** The addresses of parts of the first ward, and of the patient. */
  readonly wards: (...parts: string[]) => string[];
  readonly patients: (...parts: string[]) => string[];
  close(): Promise<void>;
}

export async function everyScreen(): Promise<EveryScreen> {
  const world = await startWorld();
  const whole = await aWholeChart(world);
  const screens = await startScreens(world);
  return {
    ...{ world, screens, whole },
    wards: (...parts) => parts.map((part) => `/wards/${world.wards[0].id}${part}`),
    patients: (...parts) => parts.map((part) => `/patients/${whole.patientId}${part}`),
    close: async () => {
      await screens.close();
      await world.close();
    },
  };
}

const today = () => new Date(Date.now() + 7 * 3_600_000).toISOString().slice(0, 10);
const admin = (...parts: string[]) => parts.map((part) => `/admin/${part}`);

/** Who looks at what, told when the world is there. What a doctor sees is walked in several parts. */
const WALKS: Readonly<Record<string, (of: EveryScreen) => readonly string[]>> = {
  doctor: ({ wards, patients }) => [...wards(''), '/me', '/inbox', '/patients', ...patients('', '/vitals', '/nursing')],
  'doctor, at the bedside': ({ patients }) =>
    patients('/background', '/sheet', '/medicines', '/fluids', '/late', '/reconciliation', '/transfusions'),
  'doctor, at the desk': ({ patients, whole }) => [
    ...patients('/notes', `/notes/${whole.ids.notes}`, '/orders', '/results', '/stay', '/files'),
    ...patients('/record', '/person', '/visit'),
  ],
  'head-nurse': ({ wards, patients }) => [...wards('', '/team', '/beds'), '/inbox', ...patients('')],
  'department-head': ({ wards, patients }) => [...wards('', '/team'), '/cosign', ...patients('/orders', '/record')],
  trainee: ({ wards, patients }) => [...wards(''), '/notes', ...patients('/notes', '/orders')],
  nurse: ({ wards }) => wards('/round', '/medicines', '/beds', '/queue', '/handover', '/team'),
  registrar: ({ patients }) => [...patients('/stay', '/person'), '/patients/new'],
  'records-officer': ({ patients }) => [...patients('/record', '/person'), '/patients/duplicates'],
  lab: () => ['/worklist', '/unmatched', '/untied', '/messages', '/code-mappings', '/inbox'],
  pharmacist: () => ['/pharmacy', '/formulary', '/code-lists'],
  auditor: ({ patients, whole, world }) => [
    ...['/audit', '/audit/seals', '/reviews', '/messages', '/sensitive-codes'],
    ...[...patients('').map((patient) => `/audit${patient}`), `/audit/records/patient/${whole.patientId}`],
    `/audit/people/${world.staff.doctor.id}/${today()}`,
  ],
  admin: ({ world }) =>
    admin('staff', `staff/${world.staff.nurse.id}`, 'wards', 'clients', 'terminals', 'subscriptions'),
  radiographer: () => ['/worklist'],
  'privacy-officer': () => [...admin('clients'), '/radar', '/access-review'],
};

/** The names of the walks; each begins with who walks it. */
export const WALKERS = Object.keys(WALKS);
export const whoWalks = (walker: string): string => walker.split(',')[0] ?? '';

type Faults = Record<string, string[]>;

/** What is wrong with the screens of a walk, by their addresses. */
export async function faultsOnWalk(
  every: EveryScreen,
  walker: string,
  { screen, language = 'vi' }: { readonly screen: Screen; readonly language?: 'vi' | 'en' },
  faultsOf: (page: Page) => Promise<string[]>,
): Promise<Faults> {
  return faultsAt(every, WALKS[walker]?.(every) ?? [], { screen, language }, faultsOf);
}

/** The faults of screens, by their addresses. */
export async function faultsAt(
  { screens }: EveryScreen,
  paths: readonly string[],
  { screen, language = 'vi' }: { readonly screen: Screen; readonly language?: 'vi' | 'en' },
  faultsOf: (page: Page) => Promise<string[]>,
): Promise<Faults> {
  const found: Faults = {};
  const { page, context } = screen;
  await page.evaluate((chosen) => localStorage.setItem('benhan.language', chosen), language);
  for (const path of paths) {
    await page.goto(`${screens.url}/app${path}`);
    await settled(page);
    const faults = await faultsOf(page);
    if (faults.length > 0) found[path] = faults;
  }
  expectNoFaults(screen);
  await context.close();
  return found;
}
