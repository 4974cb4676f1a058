import { client } from './generated/client.gen.ts';
import type { PersonResponse, SessionResponse } from './generated/index.ts';
import { heardTime } from './clock.ts';
import { problemOf, ServiceProblem, Unreachable } from './problem.ts';
import { currentLanguage } from '../words/language.ts';
import { serverAnswered } from './server-away.ts';
import { sayTerminalKey, signHere } from '../signing/sign-here.ts';
import { canSayReason, forgetReasons, sayReason } from './stated-reason.ts';
import { forgetTerminal, terminal, terminalHeaders } from './terminal.ts';

/** Who is signed in on this tab. The access token is never written anywhere; the refresh token lives as long as the tab. */
export type SessionState =
  | { readonly kind: 'starting' }
  | { readonly kind: 'signed-out'; readonly why?: 'ended' | 'elsewhere' | 'locked'; readonly username?: string }
  | {
      readonly kind: 'signed-in';
      readonly person: PersonResponse;
      readonly mustChangePassword: boolean;
      readonly mustEnrolSecondFactor: boolean;
      readonly signatureAsks: readonly string[];
    };

const REFRESH = 'benhan.refresh';
/** Before the token's end it is renewed, in ms: clocks differ, and requests take time. */
const AHEAD = 30_000;
/** A server that is away is asked again after this long, in ms. */
const AGAIN = 3_000;

let token: { readonly value: string; readonly until: number } | undefined;
let state: SessionState = { kind: 'starting' };
let renewing: Promise<boolean> | undefined;
/** Counts who came and who left: each request belongs to the session in which it began. */
let session = 0;
const listeners = new Set<() => void>();
const tabs = new BroadcastChannel('benhan.session');

/** The person who asked has left meanwhile: nothing is sent in another's name, and what was answered is not shown to another. */
export class AskerLeft extends Error {}

export const sessionState = (): SessionState => state;

/** Calls `changed` whenever somebody signs in or out; returns how to stop. */
export function onSessionChange(changed: () => void): () => void {
  listeners.add(changed);
  return () => listeners.delete(changed);
}

function settle(next: SessionState): void {
  state = next;
  for (const tell of listeners) tell();
}

/** Takes over what signing in answered. */
export function begin(answer: SessionResponse): void {
  token = { value: answer.accessToken, until: Date.now() + answer.expiresIn * 1000 };
  sessionStorage.setItem(REFRESH, answer.refreshToken);
  const { person, mustChangePassword, mustEnrolSecondFactor, signatureAsks } = answer;
  if (!isOf(person)) {
    session += 1;
    forgetReasons();
  }
  settle({ kind: 'signed-in', person, mustChangePassword, mustEnrolSecondFactor, signatureAsks });
}

/** Whether the session that goes on is this person's, in the same role. */
const isOf = ({ id, role }: PersonResponse): boolean =>
  state.kind === 'signed-in' && state.person.id === id && state.person.role === role;

function forget(next: SessionState): void {
  forgetReasons();
  token = undefined;
  session += 1;
  sessionStorage.removeItem(REFRESH);
  settle(next);
}

/**
 * Signs out here and on the server; what the server does not hear ends by itself. An enrolled terminal that is locked forgets the
 * tokens only: the shift goes on, and its person comes back by PIN.
 */
export async function signOut(why?: 'locked'): Promise<void> {
  const username = state.kind === 'signed-in' ? state.person.username : undefined;
  const headers = token && { Authorization: `Bearer ${token.value}`, ...terminalHeaders() };
  forget({ kind: 'signed-out', why, username });
  if (why === 'locked' && terminal()) return;
  if (headers) await fetch('/api/v1/auth/logout', { method: 'POST', headers }).catch(() => undefined);
}

/**
 * Somebody leaves the machine: {@link signOut}, in every tab of theirs; locked, in every tab there is. One that lay behind would go on showing a
 * patient, and let anybody write in their name.
 */
export async function leaveMachine(why?: 'locked'): Promise<void> {
  // While no server answers, a tab that was loaded again shows its last board without knowing yet who is there.
  const personId = state.kind === 'signed-in' ? state.person.id : undefined;
  if (why || personId) tabs.postMessage({ left: { why, personId } });
  await signOut(why);
}

tabs.addEventListener('message', ({ data }: MessageEvent<{ left?: { why?: 'locked'; personId?: string } }>) => {
  if (!data.left || state.kind === 'signed-out') return;
  const { why, personId } = data.left;
  if (why === 'locked' || (state.kind === 'signed-in' && state.person.id === personId)) void signOut(why);
});

/** After the page was loaded: goes on with the tab's session, unless another tab has it (a tab that was duplicated). */
export async function resume(): Promise<void> {
  const mine = sessionStorage.getItem(REFRESH);
  if (!mine) {
    settle({ kind: 'signed-out' });
    return;
  }
  if (await isHeldElsewhere(mine)) {
    forget({ kind: 'signed-out', why: 'elsewhere' });
    return;
  }
  if (!(await renewOnce()) && state.kind === 'starting') settle({ kind: 'signed-out', why: 'ended' });
}

/** While no server answers it is asked again; the page says so meanwhile. @returns whether the session goes on */
async function renewOnce(): Promise<boolean> {
  for (;;) {
    try {
      return await renew();
    } catch {
      await new Promise((done) => setTimeout(done, AGAIN));
    }
  }
}

/** Goes on after what had to be done first was done: asks anew what the session is good for. */
export const goOn = (): Promise<boolean> => renew();

/** Another tab answers within a moment if it works with the same token. */
function isHeldElsewhere(refreshToken: string): Promise<boolean> {
  return new Promise((resolve) => {
    const hear = ({ data }: MessageEvent<{ held?: string }>) => {
      if (data.held === refreshToken) resolve(true);
    };
    tabs.addEventListener('message', hear);
    tabs.postMessage({ asks: refreshToken });
    setTimeout(() => {
      tabs.removeEventListener('message', hear);
      resolve(false);
    }, 150);
  });
}

tabs.addEventListener('message', ({ data }: MessageEvent<{ asks?: string }>) => {
  if (data.asks && token && data.asks === sessionStorage.getItem(REFRESH)) tabs.postMessage({ held: data.asks });
});

/** Exchanges the refresh token once, however many ask. @returns whether the session goes on */
function renew(): Promise<boolean> {
  renewing ??= exchange().finally(() => {
    renewing = undefined;
  });
  return renewing;
}

async function exchange(): Promise<boolean> {
  const refreshToken = sessionStorage.getItem(REFRESH);
  if (!refreshToken) return false;
  const answer = await send(
    new Request('/api/v1/auth/refresh', {
      method: 'POST',
      headers: { 'Content-Type': 'application/json', 'Accept-Language': currentLanguage(), ...terminalHeaders() },
      body: JSON.stringify({ refreshToken }),
    }),
  );
  // Locked, signed out or taken over while this was on its way: nobody comes back in by it.
  if (sessionStorage.getItem(REFRESH) !== refreshToken) return false;
  if (answer.ok) {
    begin((await answer.json()) as SessionResponse);
    return true;
  }
  if (answer.status >= 500 || answer.status === 429) throw new Unreachable();
  const username = state.kind === 'signed-in' ? state.person.username : undefined;
  forget({ kind: 'signed-out', why: 'ended', username });
  return false;
}

async function send(request: Request): Promise<Response> {
  try {
    const askedAt = Date.now();
    const answer = await fetch(request);
    heardTime(answer.headers.get('date'), askedAt);
    serverAnswered(true);
    return answer;
  } catch {
    // What was given up here tells nothing of the server.
    if (!request.signal.aborted) serverAnswered(false);
    throw new Unreachable();
  }
}

/** Adds who asks to a request, renews the token when it is about to end, and throws what the service refuses. */
async function asPerson(input: RequestInfo | URL, init?: RequestInit): Promise<Response> {
  const request = new Request(input, init);
  const mine = session;
  request.headers.set('Accept-Language', currentLanguage());
  for (const [name, value] of Object.entries(terminalHeaders())) request.headers.set(name, value);
  sayReason(request);
  const person = state.kind === 'signed-in' ? state.person.id : undefined;
  await sayTerminalKey(request, person);
  const isSignedIn = token !== undefined;
  if (token && token.until - Date.now() < AHEAD) await renew();
  let answer = await sendIn(mine, request);
  if (answer.status === 401 && terminal() && (await isTerminalUnknown(answer))) {
    forgetTerminal();
    request.headers.delete('X-Terminal-Key');
    answer = await sendIn(mine, request);
  }
  if (answer.status === 401 && isSignedIn && (await renew())) answer = await sendIn(mine, request);
  if (answer.status === 403 && canSayReason(request, await problemOf(answer.clone()))) {
    sayReason(request);
    answer = await sendIn(mine, request);
  }
  if (await signHere(request, answer, person)) answer = await sendIn(mine, request);
  if (!answer.ok) throw await refused(answer, mine);
  return answer;
}

/** Sends a request in the session in which it began. @throws AskerLeft when that is over, before or after */
async function sendIn(mine: number, request: Request): Promise<Response> {
  if (session !== mine) throw new AskerLeft();
  const answer = await send(withToken(request));
  if (session !== mine) throw new AskerLeft();
  return answer;
}

/** The terminal was taken out of use, or got another key elsewhere: with the old one nobody could sign in here any more. */
async function isTerminalUnknown(answer: Response): Promise<boolean> {
  return (await problemOf(answer.clone())).code === 'terminal-unknown';
}

async function refused(answer: Response, mine: number): Promise<ServiceProblem> {
  const problem = await problemOf(answer);
  if (problem.status === 401 && session === mine && state.kind === 'signed-in') {
    forget({ kind: 'signed-out', why: 'ended', username: state.person.username });
  }
  return problem;
}

function withToken(request: Request): Request {
  const copy = request.clone();
  if (token) copy.headers.set('Authorization', `Bearer ${token.value}`);
  return copy;
}

client.setConfig({ baseUrl: '', fetch: asPerson, throwOnError: true });
