import type { AssessedRisk, AssessmentKind } from '../../clinical/observations/bedside/assessment.rules.js';
import type { Occasion, Outcome } from '../../clinical/newborns/bracelets.rules.js';
import type { addresseeWords } from '../../clinical/tasks/tasks.words.js';
import type { Localised } from '../../kernel/language.js';

/** Recorded at its time, or later. */
interface Recorded {
  readonly recordedAt: Date;
  readonly lateEntry: boolean;
  readonly lateReason: string | null;
}

/** What was decided of how somebody is observed, and until when it held. */
export interface SettingSource {
  readonly encounterId: string;
  readonly kind: string;
  readonly value: string;
  readonly reason: string | null;
  readonly at: Date;
  readonly by: string | null;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
}

/** A risk that was assessed by its scale, or how a wound looked. */
export interface AssessmentSource extends Recorded {
  readonly encounterId: string;
  readonly kind: AssessmentKind;
  /** The wound, in words. */
  readonly site: string | null;
  readonly items: Readonly<Record<string, number | string>>;
  readonly total: number | null;
  readonly risk: AssessedRisk | null;
  readonly plan: string | null;
  readonly at: Date;
  readonly by: string | null;
}

/** A wound or a drain, and how it ended. */
export interface SiteSource extends Recorded {
  readonly encounterId: string;
  readonly kind: string;
  readonly type: string;
  readonly location: string;
  readonly at: Date;
  readonly by: string | null;
  readonly endedAt: Date | null;
  readonly endedReason: string | null;
  readonly endedBy: string | null;
}

/** To whom something went, and when; moments are texts. */
export type ToldSource = readonly { readonly to: keyof typeof addresseeWords; readonly at: string }[];

/** That somebody was called to the patient, and who came. */
export interface CallSource {
  readonly encounterId: string;
  readonly score: string | null;
  readonly total: number | null;
  readonly note: string | null;
  readonly called: string | null;
  readonly by: string | null;
  readonly at: Date;
  readonly response: string | null;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  readonly told: ToldSource;
}

/** An alarm of the service itself: a score that asks for a doctor, a critical result. */
export interface AlarmSource {
  readonly encounterId: string;
  readonly kind: string;
  readonly about: Localised | null;
  /** The report, of a critical result. */
  readonly report: string | null;
  readonly at: Date;
  readonly answeredBy: string | null;
  readonly answeredAt: Date | null;
  readonly readBack: string | null;
  readonly settledAt: Date | null;
  readonly told: ToldSource;
}

/** That the bracelets of a newborn and of its mother were compared. */
export interface BraceletSource {
  readonly encounterId: string;
  readonly occasion: Occasion;
  readonly outcome: Outcome;
  readonly at: Date;
  readonly by: string | null;
}

/** All that nursing recorded at the bedside besides values and notes. */
export interface NursingSource {
  readonly settings: readonly SettingSource[];
  readonly assessments: readonly AssessmentSource[];
  readonly sites: readonly SiteSource[];
  readonly calls: readonly CallSource[];
  readonly alarms: readonly AlarmSource[];
  readonly bracelets: readonly BraceletSource[];
}
