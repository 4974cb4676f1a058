import type { ForTemplates } from './printed-form.js';

/** Pages, about, that are set at one time; twice as many stay in one, since nothing is won by parting them. */
const PAGES_AT_ONCE = 120;
/** Lines, or columns of a chart, that fill a page. */
const ENTRIES_ON_A_PAGE = 20;

/** How many pages a form takes, about. */
const pagesOf = ({ entries }: Pick<ForTemplates, 'entries'>): number =>
  Math.max(1, Math.ceil(entries / ENTRIES_ON_A_PAGE));

/**
 * Forms of a long document in volumes, in their order: what is set at one time needs memory and time that grow faster than its pages, and
 * other papers wait meanwhile. A document of usual length is one.
 */
export function inVolumes<Form extends Pick<ForTemplates, 'entries'>>(forms: readonly Form[]): Form[][] {
  const all = forms.reduce((sum, form) => sum + pagesOf(form), 0);
  if (all <= 2 * PAGES_AT_ONCE) return [[...forms]];
  const volumes: Form[][] = [];
  let room = 0;
  for (const form of forms) {
    const pages = pagesOf(form);
    const last = volumes.at(-1);
    if (last && pages <= room) last.push(form);
    else {
      volumes.push([form]);
      room = PAGES_AT_ONCE;
    }
    room -= pages;
  }
  return volumes;
}
