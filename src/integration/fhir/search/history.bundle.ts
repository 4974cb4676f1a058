import { cursorText } from '../../../platform/routes/pagination.js';
import type { Resource } from '../elements/element.js';

/** Where a page of a history is, and where the next one goes on. */
interface Place {
  readonly address: string;
  readonly asked: readonly (readonly [string, string])[];
  readonly cursor?: readonly (string | null)[];
}

/** Versions as a Bundle, newest first. */
export function historyBundle(base: string, versions: readonly Resource[], place?: Place): Resource {
  return {
    resourceType: 'Bundle',
    type: 'history',
    ...(place ? { link: linksOf(place) } : { total: versions.length }),
    entry: versions.map((resource) => {
      const { resourceType: type, id } = resource;
      const { versionId, lastUpdated } = resource.meta as { versionId: string; lastUpdated: string };
      const isFirst = versionId === '1';
      return {
        fullUrl: `${base}/${type}/${id}`,
        resource,
        request: isFirst ? { method: 'POST', url: type } : { method: 'PUT', url: `${type}/${id}` },
        response: { status: isFirst ? '201' : '200', etag: `W/"${versionId}"`, lastModified: lastUpdated },
      };
    }),
  };
}

function linksOf({ address, asked, cursor }: Place): object[] {
  const parameters = asked.map(([name, value]): [string, string] => [name, value]);
  const at = (more: [string, string][]) => {
    const query = new URLSearchParams([...parameters, ...more]).toString();
    return query === '' ? address : `${address}?${query}`;
  };
  const links = [{ relation: 'self', url: at([]) }];
  if (cursor) links.push({ relation: 'next', url: at([['_cursor', cursorText(cursor)]]) });
  return links;
}
