import type { Resource } from '../elements/element.js';
import type { SearchRequest } from './search-request.js';
import type { Stored } from './stored.js';

/** A page of a search as a Bundle. `after` is the last row shown, when there are more. */
export function searchset(
  type: string,
  base: string,
  search: SearchRequest,
  resources: readonly Resource[],
  after: Stored | undefined,
): Resource {
  const used = new URLSearchParams([
    ...search.filters.map(([name, value]): [string, string] => [name, value]),
    ['_count', String(search.count)],
  ]);
  const link = [{ relation: 'self', url: `${base}/${type}?${used.toString()}` }];
  if (after) {
    used.set('_cursor', Buffer.from(JSON.stringify([after.sortKey, after.id])).toString('base64url'));
    link.push({ relation: 'next', url: `${base}/${type}?${used.toString()}` });
  }
  return {
    resourceType: 'Bundle',
    type: 'searchset',
    link,
    entry: resources.map((resource) => ({
      fullUrl: `${base}/${type}/${resource.id}`,
      resource,
      search: { mode: 'match' },
    })),
  };
}
