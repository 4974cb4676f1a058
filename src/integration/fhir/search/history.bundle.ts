import type { Resource } from '../elements/element.js';

/** The versions of a resource as a Bundle, newest first. */
export function historyBundle(base: string, versions: readonly Resource[]): Resource {
  return {
    resourceType: 'Bundle',
    type: 'history',
    total: versions.length,
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
