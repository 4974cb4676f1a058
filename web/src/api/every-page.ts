import { cursorOf } from './cursor.ts';

interface Page<Item> {
  readonly items: readonly Item[];
  readonly next: string | null;
}

/** Lists of places, machines and choices are a few hundred long; what has more than this many pages is cut, and `next` says so. */
const MOST_PAGES = 30;

/**
 * Everything of a list that is chosen from or counted: what stands behind its first page would else be nobody's choice.
 * @param ask one page of it; the cursor is empty for the first
 */
export async function everyPage<Item>(
  ask: (cursor: { readonly cursor?: string }) => Promise<Page<Item>>,
): Promise<{ items: Item[]; next: string | null }> {
  const items: Item[] = [];
  let next: string | null = null;
  for (let page = 0; page < MOST_PAGES; page++) {
    const cursor = cursorOf(next);
    const got: Page<Item> = await ask(cursor ? { cursor } : {});
    items.push(...got.items);
    next = got.next;
    if (next === null) break;
  }
  return { items, next };
}
