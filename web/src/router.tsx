import { createRootRoute, createRoute, createRouter } from '@tanstack/react-router';
import { BrokenScreen, NoScreen, screenOf } from './shell/screen-of.tsx';
import { Shell } from './shell/shell.tsx';

const root = createRootRoute({ component: Shell });
const at = <Path extends string>(path: Path, load: () => Promise<Record<string, unknown>>, name: string) =>
  createRoute({ getParentRoute: () => root, path, component: screenOf(load as never, name) });

const routes = root.addChildren([
  at('/', () => import('./board/board-screen.tsx'), 'MyWard'),
  at('/wards/$wardId', () => import('./board/board-screen.tsx'), 'BoardScreen'),
  at('/wards/$wardId/round', () => import('./vitals/round-screen.tsx'), 'RoundScreen'),
  at('/wards/$wardId/queue', () => import('./queue/queue-screen.tsx'), 'QueueScreen'),
  at('/wards/$wardId/beds', () => import('./ward/beds-screen.tsx'), 'BedsScreen'),
  at('/wards/$wardId/medicines', () => import('./medicines/round-screen.tsx'), 'MedicineRoundScreen'),
  at('/wards/$wardId/team', () => import('./ward/team-screen.tsx'), 'TeamScreen'),
  at('/wards/$wardId/handover', () => import('./handover/handover-screen.tsx'), 'HandoverScreen'),
  at('/patients', () => import('./find/find-screen.tsx'), 'FindScreen'),
  at('/patients/duplicates', () => import('./registry/duplicates-screen.tsx'), 'DuplicatesScreen'),
  at('/patients/new', () => import('./find/register-screen.tsx'), 'RegisterScreen'),
  at('/patients/$patientId', () => import('./chart/chart-screen.tsx'), 'ChartScreen'),
  at('/patients/$patientId/person', () => import('./person/person-screen.tsx'), 'PersonScreen'),
  at('/patients/$patientId/vitals', () => import('./vitals/vitals-screen.tsx'), 'VitalsScreen'),
  at('/patients/$patientId/sheet', () => import('./vitals/sheet-screen.tsx'), 'SheetScreen'),
  at('/patients/$patientId/medicines', () => import('./medicines/sheet-screen.tsx'), 'MedicinesScreen'),
  at(
    '/patients/$patientId/reconciliation',
    () => import('./reconciliation/reconciliation-screen.tsx'),
    'ReconciliationScreen',
  ),
  at('/patients/$patientId/nursing', () => import('./nursing/nursing-screen.tsx'), 'NursingScreen'),
  at('/patients/$patientId/background', () => import('./background/background-screen.tsx'), 'BackgroundScreen'),
  at('/patients/$patientId/late', () => import('./late/late-screen.tsx'), 'LateScreen'),
  at('/patients/$patientId/fluids', () => import('./fluids/fluids-screen.tsx'), 'FluidsScreen'),
  at('/patients/$patientId/transfusions', () => import('./transfusions/transfusions-screen.tsx'), 'TransfusionsScreen'),
  at('/patients/$patientId/orders', () => import('./orders/orders-screen.tsx'), 'OrdersScreen'),
  at('/patients/$patientId/results', () => import('./results/results-screen.tsx'), 'ResultsScreen'),
  at('/patients/$patientId/files', () => import('./files/files-screen.tsx'), 'FilesScreen'),
  at('/patients/$patientId/record', () => import('./record/record-screen.tsx'), 'RecordScreen'),
  at('/patients/$patientId/visit', () => import('./queue/visit-screen.tsx'), 'VisitScreen'),
  at('/patients/$patientId/stay', () => import('./stay/stay-screen.tsx'), 'StayScreen'),
  at('/patients/$patientId/notes/$noteId', () => import('./notes/note-screen.tsx'), 'NoteScreen'),
  at('/patients/$patientId/notes', () => import('./notes/notes-screen.tsx'), 'NotesScreen'),
  at('/inbox', () => import('./inbox/inbox-screen.tsx'), 'InboxScreen'),
  at('/notes', () => import('./notes/drafts-screen.tsx'), 'DraftsScreen'),
  at('/cosign', () => import('./notes/drafts-screen.tsx'), 'CosignScreen'),
  at('/worklist', () => import('./orders/worklist-screen.tsx'), 'WorklistScreen'),
  at('/pharmacy', () => import('./pharmacy/pharmacy-screen.tsx'), 'PharmacyScreen'),
  at('/formulary', () => import('./lists/formulary-screen.tsx'), 'FormularyScreen'),
  at('/code-lists', () => import('./lists/code-lists-screen.tsx'), 'CodeListsScreen'),
  at('/unmatched', () => import('./unmatched/unmatched-screen.tsx'), 'UnmatchedScreen'),
  at('/untied', () => import('./untied/untied-screen.tsx'), 'UntiedScreen'),
  at('/messages', () => import('./exchange/messages-screen.tsx'), 'MessagesScreen'),
  at('/messages/$messageId', () => import('./exchange/message-screen.tsx'), 'MessageScreen'),
  at('/code-mappings', () => import('./exchange/mappings-screen.tsx'), 'MappingsScreen'),
  at('/admin/subscriptions', () => import('./exchange/subscriptions-screen.tsx'), 'SubscriptionsScreen'),
  at('/admin/subscriptions/$subscriptionId', () => import('./exchange/deliveries-screen.tsx'), 'DeliveriesScreen'),
  at('/audit', () => import('./audit/events-screen.tsx'), 'EventsScreen'),
  at('/audit/events/$eventId', () => import('./audit/event-screen.tsx'), 'EventScreen'),
  at('/audit/patients/$patientId', () => import('./audit/access-screen.tsx'), 'AccessScreen'),
  at('/audit/records/$entity/$recordId', () => import('./audit/life-screen.tsx'), 'LifeScreen'),
  at('/audit/people/$staffId/$date', () => import('./audit/day-screen.tsx'), 'DayScreen'),
  at('/audit/seals', () => import('./audit/seals-screen.tsx'), 'SealsScreen'),
  at('/sensitive-codes', () => import('./audit/sensitive-codes-screen.tsx'), 'SensitiveCodesScreen'),
  at('/me', () => import('./account/account-screen.tsx'), 'AccountScreen'),
  at('/admin/staff', () => import('./admin/staff-screen.tsx'), 'StaffScreen'),
  at('/admin/staff/$staffId', () => import('./admin/person-screen.tsx'), 'PersonScreen'),
  at('/admin/wards', () => import('./admin/wards-screen.tsx'), 'WardsScreen'),
  at('/admin/clients', () => import('./admin/clients-screen.tsx'), 'ClientsScreen'),
  at('/admin/terminals', () => import('./admin/terminals-screen.tsx'), 'TerminalsScreen'),
  at('/radar', () => import('./audit/radar-screen.tsx'), 'RadarScreen'),
  at('/access-review', () => import('./audit/access-review-screen.tsx'), 'AccessReviewScreen'),
  at('/reviews', () => import('./audit/reviews-screen.tsx'), 'ReviewsScreen'),
]);

// The service's own address opens the first screen.
if (location.pathname === '/') history.replaceState(null, '', '/app/');

let last: string | undefined;

/** Whoever comes after somebody else begins at their own first screen: what the one before had open is no look of theirs. */
export function routerFor(personId: string) {
  if (last !== undefined && last !== personId) history.replaceState(null, '', '/app/');
  last = personId;
  return createRouter({
    routeTree: routes,
    basepath: '/app',
    defaultPreload: false,
    defaultErrorComponent: BrokenScreen,
    defaultNotFoundComponent: NoScreen,
  });
}

declare module '@tanstack/react-router' {
  interface Register {
    router: ReturnType<typeof routerFor>;
  }
}
