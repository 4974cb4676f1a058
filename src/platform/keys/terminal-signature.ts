import { compactVerify, importJWK, type JWK } from 'jose';
import { Problem } from '../../kernel/problem.js';
import { requestContext } from '../../kernel/request-context.js';
import { keyProblems } from './keys.errors.js';

/**
 * How a key that a terminal holds signs. `X-Terminal-Signature: THUMBPRINT` says which key would sign; the service does everything up to the
 * signature, takes it back, and answers `signature-due` with the bytes. `THUMBPRINT;MOMENT;HEADER..SIGNATURE` brings a JWS without its payload
 * (RFC 7515, appendix F) over the same bytes at the same moment: the service puts them together anew, and takes only what fits.
 */
export interface TerminalSignature {
  readonly thumbprint: string;
  /** When it was signed, and the JWS; absent before. */
  readonly made?: { readonly at: Date; readonly header: string; readonly signature: string };
}

/** Longer than a person takes to show who they are once more; a signature of before is not taken. */
const GOOD_FOR_MS = 5 * 60_000;
const THUMBPRINT = /^[\w-]{43}$/;
const DETACHED = /^([\w-]+)\.\.([\w-]+)$/;

/** What the request says of a key of its terminal; undefined where the service signs. @throws Problem terminalSignatureWrong */
export function terminalSignature(now = new Date()): TerminalSignature | undefined {
  const said = requestContext().terminalSignature;
  if (said === undefined) return undefined;
  const [thumbprint = '', moment, jws, ...more] = said.split(';');
  if (!THUMBPRINT.test(thumbprint) || more.length > 0) throw new Problem(keyProblems.terminalSignatureWrong);
  if (moment === undefined) return { thumbprint };
  const at = new Date(moment);
  const [, header, signature] = DETACHED.exec(jws ?? '') ?? [];
  const age = now.getTime() - at.getTime();
  if (!header || !signature || !(age >= 0 && age <= GOOD_FOR_MS) || at.toISOString() !== moment) {
    throw new Problem(keyProblems.terminalSignatureWrong);
  }
  return { thumbprint, made: { at, header, signature } };
}

/** When whoever signs does so: as the terminal says that it signed, or now. @throws Problem terminalSignatureWrong */
export const signingMoment = (): Date => terminalSignature()?.made?.at ?? new Date();

/** The whole JWS of a terminal, when it is one of this key, with this header, over this text. @throws Problem terminalSignatureWrong */
export async function wholeSignature(
  { header, signature }: NonNullable<TerminalSignature['made']>,
  expected: { readonly header: string; readonly text: string; readonly publicJwk: JWK; readonly algorithm: string },
): Promise<string> {
  const jws = `${header}.${Buffer.from(expected.text).toString('base64url')}.${signature}`;
  const { algorithm, publicJwk } = expected;
  const isRight =
    header === expected.header &&
    (await compactVerify(jws, await importJWK(publicJwk, algorithm), { algorithms: [algorithm] })
      .then(() => true)
      .catch(() => false));
  if (!isRight) throw new Problem(keyProblems.terminalSignatureWrong);
  return jws;
}
