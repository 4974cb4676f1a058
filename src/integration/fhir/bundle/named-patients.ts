import type { Reading } from '../elements/element.js';
import { MAY_BE_ABOUT_NOBODY } from '../elements/about-nobody.js';
import type { Entry } from './read-bundle.js';
import type { Links } from './links.js';
import { namingsIn, type Naming } from './namings.js';
import { reasonOf, type References } from './references.js';

/** A place in a resource that names somebody. */
interface Named {
  readonly path: string;
  readonly patientId: string;
  readonly isMain: boolean;
}

/**
 * Whom the resources of an import are about, by everything in them that names a patient: subject and encounter, orders, specimens,
 * members, results, what is contained, identifiers. Two patients in one resource are two people in one record: that is refused.
 */
export class NamedPatients {
  private readonly directly = new Map<Entry, Named[]>();
  private readonly onTheWhole = new Map<Entry, ReadonlySet<string>>();
  private readonly namings = new Map<Entry, Naming[]>();

  /** @param links knows the patients of the Bundle already */
  constructor(
    private readonly references: References,
    private readonly links: Links,
  ) {}

  /**
   * The patient of a resource.
   * @returns undefined when it names nobody, and that is right for its type; what is wrong is told to `reading`
   */
  of(entry: Entry, reading: Reading): string | undefined {
    const named = this.everyNamed(entry);
    const isOfNobody = MAY_BE_ABOUT_NOBODY.has(entry.resource.resourceType);
    const [main = (isOfNobody ? undefined : this.decided(entry)) ?? named[0]] = named.filter(({ isMain }) => isMain);
    if (!main) {
      if (!isOfNobody) reading.refuse(entry.path, 'patient-required', reasonOf('patient-unknown'));
      return undefined;
    }
    const others = named.filter(({ patientId }) => patientId !== main.patientId);
    for (const path of new Set(others.map((one) => one.path))) reading.refuse(path, 'other-patient');
    return main.patientId;
  }

  private decided({ path }: Entry): Named | undefined {
    const { decided } = this.references;
    return decided && { path, patientId: decided.patientId, isMain: true };
  }

  /** Every place that names somebody, by itself or by what it leads to in the Bundle. */
  private everyNamed(entry: Entry): Named[] {
    const beyond = this.namingsOf(entry).flatMap((naming) => {
      const target = this.references.inBundle(naming.reference, entry);
      if (!target || target === entry || target.resource.resourceType === 'Patient') return [];
      return [...this.patientsOf(target)].map((patientId) => ({ path: naming.path, patientId, isMain: false }));
    });
    return [...this.namedDirectly(entry), ...beyond, ...this.ofItsReport(entry)];
  }

  /** A value that does not say whose it is, is whose its report is. */
  private ofItsReport(entry: Entry): Named[] {
    const report = entry.resource.subject === undefined ? this.references.reportOf(entry) : undefined;
    return report ? this.namedDirectly(report).filter(({ isMain }) => isMain) : [];
  }

  private patientsOf(entry: Entry): ReadonlySet<string> {
    const before = this.onTheWhole.get(entry);
    if (before) return before;
    const direct = new Set(this.namedDirectly(entry).map(({ patientId }) => patientId));
    // While it is looked for, a circle of references finds nobody.
    this.onTheWhole.set(entry, direct);
    if (direct.size > 0) return direct;
    const found = new Set(this.everyNamed(entry).map(({ patientId }) => patientId));
    this.onTheWhole.set(entry, found);
    return found;
  }

  /** Patients of the Bundle, and those of the records here that it names. */
  private namedDirectly(entry: Entry): Named[] {
    const before = this.directly.get(entry);
    if (before) return before;
    const named = this.namingsOf(entry).flatMap((naming) => {
      const patientId = this.patientBehind(naming.reference, entry);
      return patientId ? [{ path: naming.path, patientId, isMain: naming.isMain }] : [];
    });
    this.directly.set(entry, named);
    return named;
  }

  private patientBehind(reference: string, entry: Entry): string | null | undefined {
    const target = this.references.inBundle(reference, entry);
    if (!target) return this.references.knownRecord(reference)?.patientId;
    return target.resource.resourceType === 'Patient' ? this.links.settled.get(target.index)?.entityId : undefined;
  }

  private namingsOf(entry: Entry): Naming[] {
    const before = this.namings.get(entry);
    if (before) return before;
    const namings = namingsIn(entry.resource, entry.path);
    this.namings.set(entry, namings);
    return namings;
  }
}

/** Whom each entry is about, but for those that are patients themselves. What is wrong is told to `reading`. */
export function patientsOf(
  entries: readonly Entry[],
  named: NamedPatients,
  reading: Reading,
): Map<Entry, string | undefined> {
  const others = entries.filter(({ resource }) => resource.resourceType !== 'Patient');
  return new Map(others.map((entry) => [entry, named.of(entry, reading)]));
}
