import type { NoteType } from './note-types.js';

/** What the record says of the patient and the stay that a note is about. */
export interface NotedPatient {
  readonly sex: string;
  /** Completed years at the moment of signing; null when the birth date is not known. */
  readonly years: number | null;
  readonly isDead: boolean;
  readonly isStayOpen: boolean;
}

/** What a note says against the record, by its name. */
export const CONTRADICTIONS = [
  'patient-alive',
  'patient-dead',
  'stay-open',
  'not-female',
  'age-of-birth',
  'not-a-child',
  'not-a-newborn',
] as const;
export type Contradiction = (typeof CONTRADICTIONS)[number];

/** Ages at which women gave birth, as far as is credibly documented, with some room. */
const BIRTH_AGES = { from: 9, to: 60 };
/** Below this a patient is a child (Law on Children 102/2016/QH13: under 16). */
const CHILD_UNDER = 16;
/** Forms of childbirth beside the sheet of labour. */
const OF_CHILDBIRTH = /(?:^|-)(?:obstetrics?|labour|birth|partograph)(?:-|$)/;
const OF_WOMEN = /(?:^|-)gyna?ecolog/;
const OF_CHILDREN = /(?:^|-)(?:paediatrics?|pediatrics?)(?:-|$)/;
const OF_NEWBORNS = /(?:^|-)(?:newborn|neonatal)(?:-|$)/;

/**
 * What speaks against a note that is about to be signed. Each is asked, none forbids: papers are written in another order than things
 * are recorded, and the record may be what is wrong.
 */
export function contradictionsOf(type: NoteType, template: string | null, patient: NotedPatient): Contradiction[] {
  const { sex, years, isDead, isStayOpen } = patient;
  const isOfChildbirth = type === 'labour' || OF_CHILDBIRTH.test(template ?? '');
  const found: [boolean, Contradiction][] = [
    [type === 'death' && !isDead, 'patient-alive'],
    [type === 'discharge' && isDead && isStayOpen, 'patient-dead'],
    [type === 'discharge' && isStayOpen && !isDead, 'stay-open'],
    [(isOfChildbirth || OF_WOMEN.test(template ?? '')) && sex === 'male', 'not-female'],
    [isOfChildbirth && years !== null && (years < BIRTH_AGES.from || years > BIRTH_AGES.to), 'age-of-birth'],
    [OF_CHILDREN.test(template ?? '') && years !== null && years >= CHILD_UNDER, 'not-a-child'],
    [OF_NEWBORNS.test(template ?? '') && years !== null && years >= 1, 'not-a-newborn'],
  ];
  return found.flatMap(([holds, contradiction]) => (holds ? [contradiction] : []));
}
