import type { FastifyInstance } from 'fastify';

/** The methods that each address takes, learnt while the routes are registered; for `Allow` (RFC 9110, section 10.2.1). */
export class AllowedMethods {
  private readonly routes: { readonly form: RegExp; readonly isExact: boolean; readonly methods: readonly string[] }[] =
    [];

  /** Learns every route that is registered from now on. */
  learnFrom(fastify: FastifyInstance): void {
    fastify.addHook('onRoute', ({ url, method }) => {
      // A wildcard says nothing of what is there.
      if (!url.includes('*')) {
        this.routes.push({ form: formOf(url), isExact: !url.includes(':'), methods: [method].flat() });
      }
    });
  }

  /** @param path of a request, without its query; none when nothing is there whatever the method */
  of(path: string): string[] {
    const found = this.routes.filter(({ form }) => form.test(path));
    // An address of its own is not one of those that a parameter stands for.
    const meant = found.some(({ isExact }) => isExact) ? found.filter(({ isExact }) => isExact) : found;
    return [...new Set(meant.flatMap(({ methods }) => methods))].sort();
  }
}

/** `/patients/:id` as the addresses it stands for. */
const formOf = (url: string): RegExp =>
  new RegExp(`^${url.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/:\w+/g, '[^/]+')}$`);
