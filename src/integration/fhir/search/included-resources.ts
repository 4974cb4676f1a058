import { Injectable } from '@nestjs/common';
import type { Resource } from '../elements/element.js';
import { referencesIn } from '../elements/walk.js';
import { requireMayRead } from '../reading-rights.js';
import { FhirQueries } from './fhir.queries.js';
import {
  includesOf,
  isOnlySaid,
  leadsTo,
  referredTo,
  revincludesOf,
  type Include,
  type Revinclude,
} from './includes.js';
import type { Manner } from './manners.js';
import { ShowResources } from './show-resources.js';
import type { Stored } from './stored.js';

/** So many of what a page refers to, or refers to it, come with it, of each kind. */
export const MOST_INCLUDED = 1_000;
/** So far references are followed from one to the next: no chain of R4 that clients ask for is longer. */
const MOST_STEPS = 5;

/** What is shown beside what was found, and whose it is. */
export interface Included {
  readonly resources: readonly Resource[];
  readonly rows: readonly Stored[];
  /** Types of which there are more. */
  readonly cut: readonly string[];
}

/** Resources of a type that are found by a parameter. */
type Wanted = readonly [type: string, parameter: string, values: readonly string[], patients?: readonly string[]];

/** Finds what comes along with what a search found: what it refers to, and what refers to it. */
@Injectable()
export class IncludedResources {
  constructor(
    private readonly queries: FhirQueries,
    private readonly resources: ShowResources,
  ) {}

  /** Each once, and none that was found. @throws Problem for what cannot come along, and what whoever asks may not read */
  async of(type: string, manner: Manner, found: readonly Resource[]): Promise<Included> {
    const [includes, revincludes] = [includesOf(type, manner), revincludesOf(type, manner)];
    requireMayRead([...includes.flatMap(({ types }) => types), ...revincludes.map((one) => one.type)]);
    const along = { rows: [] as Stored[], resources: [] as Resource[], cut: new Set<string>() };
    const here = new Set(found.map(addressOf));
    let last = found;
    for (let step = 1; last.length > 0 && step <= MOST_STEPS; step++) {
      const isFollowed = ({ iterates }: Include | Revinclude) => step === 1 || iterates;
      const wanted = [
        ...followed(last, includes.filter(isFollowed)),
        ...referring(last, revincludes.filter(isFollowed)),
      ];
      const next = await this.read(wanted, here, along.cut);
      along.rows.push(...next.rows);
      along.resources.push(...next.resources);
      last = next.resources;
    }
    // What stands behind the last step is told of as what is left out of a kind.
    const left = followed(
      last,
      includes.filter(({ iterates }) => iterates),
    );
    for (const [target, , ids] of left) if (ids.some((id) => !here.has(`${target}/${id}`))) along.cut.add(target);
    return { ...along, cut: [...along.cut] };
  }

  private async read(wanted: readonly Wanted[], here: Set<string>, cut: Set<string>) {
    const rows: Stored[] = [];
    const resources: Resource[] = [];
    for (const [target, parameter, of, patients] of wanted) {
      const narrow = patients ? [['patient', patients.join(',')] as const] : [];
      const filters = [...narrow, [parameter, of.join(',')] as const];
      const read = await this.queries.search(target, { filters, count: MOST_INCLUDED, cursor: undefined });
      if (read.length > MOST_INCLUDED) cut.add(target);
      const fresh = read.slice(0, MOST_INCLUDED).filter(({ id }) => !here.has(`${target}/${id}`));
      for (const { id } of fresh) here.add(`${target}/${id}`);
      rows.push(...fresh);
      resources.push(...(await this.resources.show(target, fresh)));
    }
    return { rows, resources };
  }
}

const addressOf = ({ resourceType, id }: Resource): string => `${resourceType}/${id}`;

/** What these refer to, as far as it is asked for. */
const followed = (resources: readonly Resource[], includes: readonly Include[]): Wanted[] =>
  includes.length === 0
    ? []
    : [...referredTo(resources, includes)].map(([target, ids]): Wanted => [target, '_id', ids]);

/** What refers to these, as far as it is asked for. */
const referring = (resources: readonly Resource[], revincludes: readonly Revinclude[]): Wanted[] =>
  [...Map.groupBy(resources, ({ resourceType }) => String(resourceType))].flatMap(([of, group]) =>
    revincludes
      .filter(({ type, parameter }) => leadsTo(type, parameter, of))
      .flatMap(({ type, parameter }): Wanted[] => {
        if (!isOnlySaid(type, parameter)) return [[type, parameter, group.map(({ id }) => id!)]];
        const patients = [...new Set(group.flatMap(patientOf))];
        return patients.length > 0 ? [[type, parameter, group.map(({ id }) => `${of}/${id}`), patients]] : [];
      }),
  );

/** Whom a resource is about, by our id. */
const patientOf = (resource: Resource): string[] =>
  resource.resourceType === 'Patient'
    ? [resource.id!]
    : referencesIn([resource.subject, resource.patient, resource.for]).flatMap((reference) => {
        const [type, id] = reference.split('/');
        return type === 'Patient' && id ? [id] : [];
      });
