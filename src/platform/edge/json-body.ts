import { createHash } from 'node:crypto';
import type { FastifyRequest } from 'fastify';
import sjson from 'secure-json-parse';
import { digitsKeeper } from '../../kernel/as-written.js';
import { keepRaw } from '../../kernel/raw-body.js';
import type { Localised } from '../../kernel/language.js';
import { httpProblems, Problem, type ProblemKind } from '../../kernel/problem.js';
import { isMisleading, isPlain, withoutLeftOvers, withoutMisleading } from '../../kernel/unseen-characters.js';
import { duplicateKey, membersIn } from './duplicate-keys.js';
import { edgeWords } from './edge.words.js';

/** Deeper than any document of ours or of FHIR, and far from where a stack of calls ends. */
const DEEPEST = 64;

/**
 * JSON of valid UTF-8, its texts in Unicode NFC and, from people, without unseen left-overs, so that equal words are equal bytes. Refused by name: what
 * PostgreSQL cannot store (NUL, halves of surrogate pairs), what makes people read other words than are stored, bottomless nesting, names
 * of fields that every object has, which checks would overlook, and a name that stands twice in one object, of which readers keep either.
 * @param ofMachine whether another system sends it: what would mislead is then dropped
 * @throws Problem malformedBody, invalidUtf8, nulCharacter, validation
 */
export function readJson(request: FastifyRequest, body: Buffer, ofMachine = false): unknown {
  if (body.length === 0) return undefined;
  const read = parseJson(body, ofMachine);
  request.bodyHash = createHash('sha256').update(body).digest('base64url');
  if (ofMachine) keepRaw(read, body);
  return read;
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

/** The same of bytes that were kept. @throws Problem as {@link readJson} */
export function parseJson(body: Buffer, ofMachine: boolean): unknown {
  let text: string;
  try {
    text = utf8.decode(body);
  } catch (cause) {
    throw new Problem(httpProblems.invalidUtf8, { cause });
  }
  let value: unknown;
  try {
    value = sjson.parse(text, digitsKeeper(text), { protoAction: 'error', constructorAction: 'error' });
  } catch (cause) {
    throw new Problem(httpProblems.malformedBody, { cause });
  }
  const cleaning = new Cleaning(ofMachine);
  const cleaned = cleaning.clean(value);
  if (cleaning.members !== membersIn(text)) {
    const errors = [{ pointer: duplicateKey(text) ?? '', rule: 'duplicate-key' }];
    throw new Problem(httpProblems.validation, { errors });
  }
  return cleaned;
}

/** Texts of a value that came otherwise, as {@link readJson} takes them. @throws Problem invalidUtf8, nulCharacter, validation */
export const cleanJson = (value: unknown): unknown => new Cleaning(false).clean(value);

class Cleaning {
  /** Named values found so far. */
  members = 0;
  /** Where the walk is; written out only for what is refused. */
  private readonly at: string[] = [];

  constructor(private readonly ofMachine: boolean) {}

  clean(value: unknown): unknown {
    if (typeof value === 'string') return this.text(value);
    if (value === null || typeof value !== 'object') return value;
    if (this.at.length === DEEPEST) throw new Problem(httpProblems.malformedBody);
    const container = value as Record<string, unknown>;
    const isList = Array.isArray(container);
    const keys = Object.keys(container);
    if (!isList) this.members += keys.length;
    for (const key of keys) {
      if (!isList) this.text(key);
      this.at.push(key);
      if (!isList && key in Object.prototype) throw this.refused('unknown-field');
      // Nothing of ours or of FHIR is a list in a list, and checks of an item would take an empty one for an object.
      if (isList && Array.isArray(container[key])) throw this.refused('nested-validation');
      container[key] = this.clean(container[key]);
      this.at.pop();
    }
    return container;
  }

  private text(text: string): string {
    if (isPlain(text)) return text;
    if (text.includes('\0')) throw this.refused('nul', httpProblems.nulCharacter);
    if (!text.isWellFormed()) throw this.refused('well-formed', httpProblems.invalidUtf8);
    const kept = this.ofMachine ? withoutMisleading(text) : withoutLeftOvers(text);
    if (isMisleading(kept)) throw this.refused('invisible-character', httpProblems.validation, edgeWords.misleading);
    return kept.normalize('NFC');
  }

  private refused(rule: string, kind: ProblemKind = httpProblems.validation, words?: Localised): Problem {
    const pointer = this.at.map((key) => `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`).join('');
    const message = kind === httpProblems.validation ? words : kind.title;
    return new Problem(kind, { errors: [{ pointer, rule, message }] });
  }
}
