import type { FastifyInstance } from 'fastify';

/** The methods that each address takes, learnt while the routes are registered; for `Allow` (RFC 9110, section 10.2.1). */
export class AllowedMethods {
  private readonly routes: { readonly form: RegExp; readonly methods: readonly string[] }[] = [];

  /** Learns every route that is registered from now on. */
  learnFrom(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      // A wildcard says nothing of what is there.
      if (!url.includes('*')) this.routes.push({ form: formOf(url), methods: [method].flat() });
    });
  }

  /** @param path of a request, without its query; none when nothing is there whatever the method */
  of(path: string): string[] {
    const found = this.routes.filter(({ form }) => form.test(path)).flatMap(({ methods }) => methods);
    return [...new Set(found)].sort();
  }
}

/** `/patients/:id` as the addresses it stands for. */
const formOf = (url: string): RegExp =>
  new RegExp(`^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);
