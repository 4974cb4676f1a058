import type { BoardEncounterResponse, HandoverRowResponse, RoundItemResponse } from '../api/generated/index.ts';
import { isOpen } from '../medicines/dose-words.ts';
import { day, duration, moment } from '../words/moments.ts';
import type { Words } from '../words/vi.ts';

/** A patient of the ward as somebody hands them over: what was said last, what the board shows, and the doses round now. */
export interface Handed {
  readonly row: HandoverRowResponse;
  readonly bed: string | undefined;
  readonly shown: BoardEncounterResponse | undefined;
  readonly doses: RoundItemResponse['doses'];
}

const DAY = 24 * 60 * 60_000;

/** Whether the last handover is of the shift that began then. */
export const isOfShift = ({ row }: Handed, from: Date): boolean =>
  row.signedAt !== null && Date.parse(row.signedAt) >= from.getTime();

/** Who may get worse, or for whom somebody was called. */
export function isAtRisk({ shown }: Handed): boolean {
  const vitals = shown?.vitals;
  const risk = vitals?.shownSince?.risk ?? vitals?.news2?.risk ?? vitals?.pews?.risk;
  return risk === 'high' || risk === 'medium' || vitals?.escalation?.status === 'raised';
}

export interface DueItem {
  readonly text: string;
  readonly isLate: boolean;
}

/** What is due of a patient: vital signs, doses that are open, and how many orders go on. */
export function dueOf({ row, shown, doses }: Handed, { handover }: Words): readonly DueItem[] {
  const at = shown?.vitals?.dueAt;
  const left = at ? Date.parse(at) - Date.now() : undefined;
  const vitals =
    left === undefined
      ? []
      : [
          {
            text: left < 0 ? handover.vitalsOverdue(duration(left)) : handover.vitalsDue(duration(left)),
            isLate: left < 0,
          },
        ];
  const open = doses
    .filter((dose) => isOpen(dose) && dose.plannedAt !== null)
    .map(({ plannedAt, medication, status }) => ({
      text: handover.dose(moment(plannedAt ?? ''), medication.display ?? ''),
      isLate: status === 'overdue',
    }));
  const orders = row.openOrders > 0 ? [{ text: handover.orders(row.openOrders), isLate: false }] : [];
  return [...vitals, ...open, ...orders];
}

/** How a handover begins: what the chart knows already; the rest is for whoever hands over to say. */
export function beginningOf(handed: Handed, words: Words): { code: string; text: string }[] {
  const { shown, row } = handed;
  if (!shown) return [];
  const { vitals, patient, startedAt, diagnosis, reason, isolation, allergies } = shown;
  const score = vitals?.news2 ?? vitals?.pews;
  const days = Math.floor((Date.now() - Date.parse(startedAt)) / DAY) + 1;
  const allergic =
    allergies?.status === 'known'
      ? words.board.allergyCount(allergies.count, allergies.highestCriticality === 'high')
      : allergies?.status === 'none-known'
        ? words.board.noneKnown
        : words.board.notAsked;
  const situation = [
    patient.age?.text,
    diagnosis?.display ?? reason,
    score?.total !== undefined &&
      score.total !== null &&
      words.handover.score(vitals?.news2 ? 'NEWS2' : 'PEWS', `${score.total}`),
  ];
  const background = [
    words.handover.since(day(startedAt), days),
    allergic,
    ...isolation.map((one) => words.board.isolation[one]),
  ];
  const before = row.sections.find(({ code }) => code === 'background')?.text;
  const due = dueOf(handed, words).map(({ text }) => text);
  return [
    { code: 'situation', text: sentence(situation) },
    { code: 'background', text: before ?? sentence(background) },
    { code: 'recommendation', text: sentence(due) },
  ].filter(({ text }) => text !== '');
}

const sentence = (parts: readonly unknown[]): string => parts.filter(Boolean).join('; ');
