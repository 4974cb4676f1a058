import type { RequestContext } from '../../kernel/request-context.js';
import { isRole, type Role } from './policy.js';

/**
 * What a request may say that it is for: HL7 v3 PurposeOfUse (http://terminology.hl7.org/CodeSystem/v3-ActReason). BTG is not among
 * them: the service says it itself, of what is seen through a broken glass.
 */
export const PURPOSES: ReadonlySet<string> = new Set([
  'TREAT',
  'ETREAT',
  'HOPERAT',
  'HCOMPL',
  'RECORDMGT',
  'PATADMIN',
  'HSYSADMIN',
  'HPAYMT',
  'HRESCH',
  'PUBHLTH',
  'PATRQT',
]);

/** Until it is known who acts. */
export const TREATMENT = 'TREAT';

/** Roles whose usual work is not treatment: compliance, patients' records, registration, running the system. */
const USUAL: Readonly<Partial<Record<Role, string>>> = {
  auditor: 'HCOMPL',
  'privacy-officer': 'HCOMPL',
  'records-officer': 'RECORDMGT',
  registrar: 'PATADMIN',
  admin: 'HSYSADMIN',
};

/** What a role's work is for, where the caller tells no purpose. */
export const usualPurpose = (role: string | undefined): string => (isRole(role) && USUAL[role]) || TREATMENT;

/** Notes what the request is for, once it is known who acts. */
export function settlePurpose(context: RequestContext): void {
  if (!context.purposeTold) context.purpose = usualPurpose(context.actor.role);
}
