/** What is given of a donation. */
export const PRODUCTS = ['red-cells', 'whole-blood', 'plasma', 'platelets', 'cryoprecipitate'] as const;
export type Product = (typeof PRODUCTS)[number];

export const ABO_GROUPS = ['A', 'B', 'AB', 'O'] as const;
export type AboGroup = (typeof ABO_GROUPS)[number];
export const RHD_GROUPS = ['positive', 'negative'] as const;
export type RhdGroup = (typeof RHD_GROUPS)[number];

export interface BloodGroup {
  readonly abo: AboGroup;
  readonly rhd: RhdGroup;
}

/** `never`: it harms at once. `with-reason`: a doctor may decide for it where nothing else is there. */
export type Compatibility = 'yes' | 'with-reason' | 'never';

const antigensOf = (group: AboGroup): string[] => (group === 'O' ? [] : [...group]);
/** Whether all that one carries the other carries too. */
const isWithin = (one: AboGroup, other: AboGroup): boolean =>
  antigensOf(one).every((antigen) => antigensOf(other).includes(antigen));

/**
 * Whether a unit may go into a patient. Red cells carry antigens, which the patient must have too; plasma carries antibodies against those that
 * its donor lacks. Whole blood carries both. Source: WHO, The Clinical Use of Blood in General Medicine (2002), and Circular 26/2013/TT-BYT on
 * blood transfusion; of platelets and of RhD, where the choice is a doctor's, a reason is asked for. To be confirmed by the blood bank.
 */
export function compatibilityOf(product: Product, unit: BloodGroup, patient: BloodGroup): Compatibility {
  if (product === 'cryoprecipitate') return 'yes';
  const cells = isWithin(unit.abo, patient.abo);
  const plasma = isWithin(patient.abo, unit.abo);
  if (product === 'plasma') return plasma ? 'yes' : 'never';
  const fits = product === 'red-cells' ? cells : product === 'whole-blood' ? unit.abo === patient.abo : plasma;
  if (!fits) return product === 'platelets' ? 'with-reason' : 'never';
  return unit.rhd === 'positive' && patient.rhd === 'negative' ? 'with-reason' : 'yes';
}
