import type { FieldError } from '../../kernel/problem.js';
import { DOCTORS, type Role } from '../../platform/routes/policy.js';
import { orderWords } from './orders.words.js';

/** What can be ordered. */
export const ORDER_KINDS = [
  'laboratory',
  'imaging',
  'procedure',
  'nursing',
  'diet',
  'consultation',
  'blood',
  'medication',
] as const;
export type OrderKind = (typeof ORDER_KINDS)[number];

/** Fields that only some kinds have. */
export const DETAIL_FIELDS = [
  'dose',
  'route',
  'timing',
  'question',
  'specimen',
  'bodySite',
  'laterality',
  'speciality',
  'units',
  'slidingScale',
  'loadingDose',
  'infusion',
  'titration',
] as const;
export type DetailField = (typeof DETAIL_FIELDS)[number];

/** What differs between the kinds of orders: data, so that no step asks for a kind by name. */
interface KindRules {
  /** Whose signature gives it effect. */
  readonly signedBy: readonly Role[];
  /** Who begins and completes it, and reports on it: each technician what is theirs. */
  readonly carriedOutBy: readonly Role[];
  /** What it cannot do without. */
  readonly needs: readonly DetailField[];
  /** What it may say besides. */
  readonly takes: readonly DetailField[];
  /** Whether a specimen is taken for it. */
  readonly collects?: true;
}

/** Who works at the bedside in their own right; a trainee carries nothing out and signs nothing. */
const QUALIFIED: readonly Role[] = [...DOCTORS, 'nurse', 'head-nurse'];
const PROVISIONAL: readonly DetailField[] = ['question'];

/** Source: Circular 32/2023/TT-BYT on who writes on which form; who carries out what is the hospital's own division of work. */
const KINDS: Readonly<Record<OrderKind, KindRules>> = {
  laboratory: {
    signedBy: DOCTORS,
    carriedOutBy: ['lab'],
    needs: [],
    takes: [...PROVISIONAL, 'specimen', 'timing'],
    collects: true,
  },
  imaging: {
    signedBy: DOCTORS,
    carriedOutBy: ['radiographer'],
    needs: [],
    takes: [...PROVISIONAL, 'bodySite', 'laterality'],
  },
  procedure: {
    signedBy: DOCTORS,
    carriedOutBy: QUALIFIED,
    needs: [],
    takes: [...PROVISIONAL, 'bodySite', 'laterality', 'timing'],
  },
  nursing: {
    signedBy: QUALIFIED,
    carriedOutBy: ['nurse', 'head-nurse'],
    needs: [],
    takes: ['timing'],
  },
  diet: {
    signedBy: DOCTORS,
    carriedOutBy: ['nurse', 'head-nurse'],
    needs: [],
    takes: ['timing', 'route'],
  },
  consultation: {
    signedBy: DOCTORS,
    carriedOutBy: DOCTORS,
    needs: [],
    takes: [...PROVISIONAL, 'speciality'],
  },
  blood: {
    signedBy: DOCTORS,
    carriedOutBy: QUALIFIED,
    needs: ['units'],
    takes: [...PROVISIONAL, 'specimen', 'timing'],
    collects: true,
  },
  medication: {
    signedBy: DOCTORS,
    carriedOutBy: [...QUALIFIED, 'pharmacist'],
    needs: ['dose', 'route', 'timing'],
    takes: [...PROVISIONAL, 'slidingScale', 'loadingDose', 'infusion', 'titration'],
  },
};

const TECHNICIANS: ReadonlySet<string> = new Set<Role>(['lab', 'radiographer']);

const includes = (roles: readonly Role[], role: string): boolean => (roles as readonly string[]).includes(role);

/**
 * Whether the role is a technician's of another kind: a radiographer completes no laboratory order, nor a laboratory an imaging one.
 * It is asked of reports, which systems and registrars bring too.
 */
export const isOfOtherKind = (kind: OrderKind, role: string | undefined): boolean =>
  role !== undefined && TECHNICIANS.has(role) && !includes(KINDS[kind].carriedOutBy, role);

/** Whether a person in this role begins and completes orders of the kind. */
export const carriesOut = (kind: OrderKind, role: string | undefined): boolean =>
  role !== undefined && includes(KINDS[kind].carriedOutBy, role);

/** Whether a signature in this role gives an order of the kind its effect. */
export const maySign = (kind: OrderKind, role: string | undefined): boolean =>
  role !== undefined && includes(KINDS[kind].signedBy, role);

/** Whether a specimen is taken for orders of the kind. */
export const collectsSpecimen = (kind: OrderKind): boolean => KINDS[kind].collects === true;

/** An order's kind and the fields that only some kinds have. */
export type Detailed = { readonly kind: OrderKind } & { readonly [field in DetailField]?: unknown };

/** What an order of its kind lacks, or says though its kind has no such thing. @param at pointer of the order in the body */
export function misfits(order: Detailed, at = ''): FieldError[] {
  const { needs, takes } = KINDS[order.kind];
  return DETAIL_FIELDS.flatMap((field): FieldError[] => {
    const pointer = `${at}/${field}`;
    const said = order[field] !== undefined;
    if (!said && needs.includes(field)) {
      return [{ pointer, rule: 'needed-by-kind', message: orderWords.neededByKind, params: { kind: order.kind } }];
    }
    if (said && !needs.includes(field) && !takes.includes(field)) {
      return [{ pointer, rule: 'not-of-kind', message: orderWords.notOfKind, params: { kind: order.kind } }];
    }
    return [];
  });
}
