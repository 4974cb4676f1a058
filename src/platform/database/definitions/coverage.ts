import { Injectable } from '@nestjs/common';
import { EVERYTHING, NOBODY } from '../../../kernel/scope.js';
import { Problem } from '../../../kernel/problem.js';
import { Database } from '../database.js';
import { hashOf, prismaFolder, readGuards, readMigrations } from '../migration-files.js';
import { postgresError } from '../postgres-error.js';
import { WRITES_NO_EVENTS } from '../scoped-query.js';
import { namesOf } from './advice.js';
import { coverageProblems } from './coverage.errors.js';
import { compareDefinitions, differencesWithoutSet, type Definition, type Difference } from './compare-definitions.js';
import { countingSet, newestSet, type DefinitionSet, type DefinitionSetRow } from './definition-set.js';
import { DEFINITIONS, DEFINITIONS_MARK } from './defined-now.js';
import { shippedBodies } from './shipped-bodies.js';

/** How the definitions in the database stand to those that were sealed. */
export interface CoverageState {
  readonly differences: readonly Difference[];
  /** Whether a newer version than this program's has sealed them. */
  readonly isNewer: boolean;
}

const READ_ALL_AFTER_MS = 60_000;

/**
 * Knows whether the definitions that make every write an event are what was shipped. It looks when asked to, and its answer costs
 * nothing in between: a unit of work asks it before each write.
 */
@Injectable()
export class Coverage {
  private known: CoverageState = { differences: [], isNewer: false };
  private mark: string | undefined;
  private readAll = -Infinity;
  private looking: Promise<CoverageState> | undefined;
  private next: Promise<CoverageState> | undefined;
  private shipped: Shipped | undefined;

  constructor(private readonly database: Database) {}

  /** As it was when last looked at. */
  get state(): CoverageState {
    return this.known;
  }

  /** Looks at the database: at everything when something changed there, or after a minute. @throws what kept it from looking */
  look(): Promise<CoverageState> {
    if (!this.looking) return this.begin();
    // What is under way may have read before that which the caller asks about.
    return (this.next ??= this.looking
      .catch(() => undefined)
      .then(() => {
        this.next = undefined;
        return this.begin();
      }));
  }

  private begin(): Promise<CoverageState> {
    this.looking = this.compare().finally(() => (this.looking = undefined));
    return this.looking;
  }

  /** @throws Problem coverageProblems.auditNotCovering while a write could escape the trail */
  requireCovered(): void {
    if (this.known.differences[0]?.escapes) throw notCovering(this.known);
  }

  /** @throws Problem coverageProblems.auditNotCovering while events of reads may not arrive on the trail */
  requireTrail(): void {
    if (this.known.differences.some(isOfTrail)) throw notCovering(this.known);
  }

  private async compare(): Promise<CoverageState> {
    try {
      const [row] = await this.database.query<{ mark: string }>(DEFINITIONS_MARK, [], NOBODY);
      const isKnown = row?.mark === this.mark && performance.now() - this.readAll < READ_ALL_AFTER_MS;
      if (!isKnown) {
        this.known = await this.everything();
        this.mark = row?.mark;
        this.readAll = performance.now();
      }
    } catch (error) {
      // What is looked at is missing, or may not be read: that is a difference itself.
      const code = postgresError(error)?.code ?? '';
      if (!code.startsWith('42') && code !== WRITES_NO_EVENTS) throw error;
      this.mark = undefined;
      this.known = { differences: [unreadable(postgresError(error)!.message)], isNewer: false };
    }
    return this.known;
  }

  private async everything(): Promise<CoverageState> {
    this.shipped ??= shippedWith();
    const now = await this.database.query<Definition>(DEFINITIONS, [], NOBODY);
    const rows = await this.database.query<DefinitionSetRow>(newestSet('audit.trail'), [], EVERYTHING);
    const set = countingSet(rows);
    if (!set) return { differences: differencesWithoutSet(rows[0]?.number, now), isNewer: false };
    return compareWith(this.shipped, set, now);
  }
}

interface Shipped {
  readonly guards: string;
  readonly migrations: readonly string[];
  readonly bodies: ReadonlyMap<string, string>;
}

function shippedWith(): Shipped {
  const [folder, guards] = [prismaFolder(), readGuards(prismaFolder(), 'emr_app')];
  return {
    guards: hashOf(guards),
    migrations: readMigrations(folder).map(({ name }) => name),
    bodies: shippedBodies(guards),
  };
}

function compareWith(shipped: Shipped, set: DefinitionSet, now: readonly Definition[]): CoverageState {
  const differences = compareDefinitions(set.definitions, now);
  const isOwn = set.guards === shipped.guards;
  if (!shipped.migrations.every((name) => set.migrations.includes(name))) {
    differences.unshift({
      kind: 'sealed set',
      name: `${set.number} of an older version`,
      how: 'changed',
      escapes: true,
    });
  }
  // A set of this very version cannot say otherwise than the program itself.
  const bodies = new Map(now.filter(({ kind }) => kind === 'body').map(({ name, hash }) => [name, hash]));
  const replaced = isOwn ? [...shipped.bodies].filter(([name, hash]) => bodies.get(name) !== hash) : [];
  const known = new Set(differences.map(({ name }) => name.replace(/\(.*$/, '')));
  for (const [name] of replaced) {
    if (!known.has(name)) differences.unshift({ kind: 'function', name, how: 'changed', escapes: true });
  }
  return { differences, isNewer: !isOwn };
}

const unreadable = (message: string): Difference => ({
  kind: 'definitions',
  name: message,
  how: 'missing',
  escapes: true,
});

/** The events themselves, or what writes and keeps them. */
const isOfTrail = ({ kind, name, escapes }: Difference): boolean =>
  escapes &&
  (/^audit\.(event|shown)(_\*)?\b/.test(name) ||
    (kind === 'function' && name.startsWith('audit.')) ||
    kind === 'setting');

const notCovering = ({ differences }: CoverageState): Problem =>
  new Problem(coverageProblems.auditNotCovering, {
    params: { objects: namesOf(differences.filter(({ escapes }) => escapes)) },
  });
