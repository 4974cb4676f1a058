import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import Provider from 'oidc-provider';

/** Who signs in next at the provider, and what it says of them. */
export interface Person {
  readonly subject: string;
  readonly username?: string;
  readonly acr?: string;
  readonly amr?: string[];
  /** They press "cancel". */
  readonly refuses?: boolean;
}

/** A real OpenID provider on this machine, whose sign-in page is answered by the test. */
export interface IdentityProvider {
  readonly issuer: string;
  next: Person;
  /** Does what a browser does: goes where it is sent, with cookies, until it is sent to the front end. @returns that address */
  visit(url: string): Promise<URL>;
  stop(): Promise<void>;
}

export const CLIENT = { id: 'benh-an', secret: 'a secret between the two' };

export async function startIdentityProvider(redirectUri: string): Promise<IdentityProvider> {
  const server = createServer();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const self: IdentityProvider = {
    issuer,
    next: { subject: 'nobody' },
    visit: (url) => visit(url, redirectUri),
    stop: () => close(server),
  };
  const provider = providerOf(issuer, redirectUri, self);
  const answer = provider.callback();
  server.on('request', (request, response) => {
    const work = request.url?.startsWith('/interaction/')
      ? signIn(provider, self, request, response)
      : answer(request, response);
    Promise.resolve(work).catch((error: unknown) => response.writeHead(500).end(String(error)));
  });
  return self;
}

function providerOf(issuer: string, redirectUri: string, self: IdentityProvider): Provider {
  const people = new Map<string, Person>();
  return new Provider(issuer, {
    clients: [
      { client_id: CLIENT.id, client_secret: CLIENT.secret, redirect_uris: [redirectUri], response_types: ['code'] },
    ],
    acrValues: ['mfa', 'password'],
    claims: { openid: ['sub', 'acr', 'amr'], profile: ['preferred_username'] },
    features: { devInteractions: { enabled: false } },
    interactions: { url: (_context, { uid }) => `/interaction/${uid}` },
    cookies: { keys: ['a key of tests'] },
    pkce: { required: () => true },
    findAccount: (_context, id) => {
      if (self.next.subject === id) people.set(id, self.next);
      const username = people.get(id)?.username;
      return { accountId: id, claims: () => ({ sub: id, ...(username && { preferred_username: username }) }) };
    },
    loadExistingGrant: async ({ oidc }) => {
      const grant = new oidc.provider.Grant({ accountId: oidc.session!.accountId, clientId: oidc.client!.clientId });
      grant.addOIDCScope('openid profile');
      await grant.save();
      return grant;
    },
  });
}

async function signIn(
  provider: Provider,
  { next: { subject, acr, amr, refuses } }: IdentityProvider,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const result = refuses
    ? { error: 'access_denied', error_description: 'cancelled' }
    : { login: { accountId: subject, acr, amr } };
  await provider.interactionFinished(request, response, result);
}

async function visit(start: string, end: string): Promise<URL> {
  const cookies = new Map<string, string>();
  let url = new URL(start);
  for (let hops = 0; hops < 10; hops++) {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const answer = await fetch(url, { redirect: 'manual', headers: { cookie } });
    for (const line of answer.headers.getSetCookie()) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (value) cookies.set(name!, value);
      else cookies.delete(name!);
    }
    const location = answer.headers.get('location');
    if (!location) throw new Error(`the provider answered ${answer.status}: ${(await answer.text()).slice(0, 500)}`);
    url = new URL(location, url);
    if (url.href.startsWith(end)) return url;
  }
  throw new Error('the provider never came to an end');
}

async function close(server: Server): Promise<void> {
  server.closeAllConnections();
  server.close();
  await once(server, 'close');
}
