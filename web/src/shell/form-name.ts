import type { Words } from '../words/vi.ts';

/** What the screen of an address is called, so that somebody finds what they left there. @param path with /app before it */
export function screenName(words: Words, path: string): string | undefined {
  const part = path.replace(/^\/app/, '').replace(/\/$/, '');
  const names: readonly (readonly [RegExp, string])[] = [
    [/\/vitals$|\/round$/, words.vitals.chart],
    [/\/sheet$/, words.vitals.sheet],
    [/\/nursing$/, words.nursing.tab],
    [/\/team$/, words.nursing.team],
    [/^\/patients\/[^/]+\/medicines$/, words.medicines.sheet],
    [/\/medicines$/, words.medicines.round],
    [/\/reconciliation$/, words.reconciliation.title],
    [/\/fluids$/, words.fluids.title],
    [/\/late$/, words.late.tab],
    [/\/notes(?:\/[^/]+)?$/, words.chart.notes],
    [/\/orders$/, words.chart.orders],
    [/\/results$/, words.chart.results],
    [/\/transfusions$/, words.transfusions.tab],
    [/\/files$/, words.files.title],
    [/\/stay$/, words.stay.title],
    [/\/person$/, words.person.title],
    [/\/record$/, words.course.record],
    [/\/visit$/, words.queue.visitTitle],
    [/\/queue$/, words.queue.tab],
    [/\/beds$/, words.course.beds],
    [/\/handover$/, words.handover.tab],
    [/^\/patients\/new$/, words.shell.register],
    [/^\/patients\/[^/]+$/, words.chart.overview],
    [/^\/pharmacy$/, words.pharmacy.place],
    [/^\/untied$/, words.untied.place],
    [/^\/worklist$/, words.shell.worklist],
    [/^\/admin\/staff/, words.admin.staff],
    [/^\/admin\/wards/, words.admin.wardsTitle],
    [/^\/admin\/clients/, words.admin.clients],
    [/^\/admin\/subscriptions/, words.exchange.subscriptions],
    [/^\/code-mappings$/, words.exchange.mappings],
    [/^\/sensitive-codes$/, words.trail.codes],
    [/^\/audit\/seals$/, words.trail.seals],
    [/^\/audit\/patients/, words.shell.audit],
    [/^\/radar$/, words.privacy.radar],
    [/^\/reviews$/, words.shell.reviews],
  ];
  return names.find(([at]) => at.test(part))?.[1];
}
