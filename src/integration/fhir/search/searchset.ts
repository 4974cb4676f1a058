import type { Resource } from '../elements/element.js';
import type { SearchRequest } from './search-request.js';

/** A page of a search as a Bundle. `cursor` tells where the next page goes on, when there is one. */
export function searchset(
  type: string,
  base: string,
  search: SearchRequest,
  resources: readonly Resource[],
  cursor: readonly (string | null)[] | undefined,
): Resource {
  const used = new URLSearchParams([
    ...search.filters.map(([name, value]): [string, string] => [name, value]),
    ['_count', String(search.count)],
  ]);
  const link = [{ relation: 'self', url: `${base}/${type}?${used.toString()}` }];
  if (cursor) {
    used.set('_cursor', Buffer.from(JSON.stringify(cursor)).toString('base64url'));
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
