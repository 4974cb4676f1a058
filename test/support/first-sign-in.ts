import { clientOf, PASSWORD, type World } from './world.js';

/** What administrators of tests hire people with; never what those sign in with later. */
export const LENT_PASSWORD = 'mượn tạm 2026 nhé';

/** Somebody who was just hired signs in for the first time and chooses a password. @returns their session, good for everything */
export async function firstSignIn(
  world: Pick<World, 'app' | 'anonymous'>,
  username: string,
  lent = LENT_PASSWORD,
  chosen = PASSWORD,
) {
  const { status, text, body } = await world.anonymous.post('/api/v1/auth/login', { username, password: lent });
  if (status !== 200) throw new Error(`not signed in: ${text}`);
  const client = clientOf(world.app, body.accessToken as string);
  const changed = await client.post('/api/v1/auth/password', { currentPassword: lent, newPassword: chosen });
  if (changed.status !== 204) throw new Error(`not changed: ${changed.text}`);
  return { client, session: body as { accessToken: string; refreshToken: string; person: { id: string } } };
}
