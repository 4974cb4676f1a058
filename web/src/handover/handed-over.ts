import { now } from '../api/clock.ts';
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

/** Who may get worse, for whom somebody was called, or of whom a critical result waits. */
export function isAtRisk({ shown }: Handed): boolean {
  const vitals = shown?.vitals;
  const risk = vitals?.shownSince?.risk ?? vitals?.news2?.risk ?? vitals?.pews?.risk;
  const isCalled = vitals?.escalation?.status === 'raised' || (shown?.results?.critical ?? 0) > 0;
  return risk === 'high' || risk === 'medium' || isCalled;
}

export interface DueItem {
  readonly text: string;
  readonly isLate: boolean;
}

/** What is due of a patient: critical results, vital signs, doses that are open or were missed before, new results, and how many orders go on. */
export function dueOf({ row, shown, doses }: Handed, { handover, waits }: Words): readonly DueItem[] {
  const at = shown?.vitals?.dueAt;
  const left = at ? Date.parse(at) - now() : undefined;
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
  const { critical = 0, unread = 0 } = shown?.results ?? {};
  const missed = (shown?.doses?.overdue ?? 0) - open.filter(({ isLate }) => isLate).length;
  return [
    ...(critical > 0 ? [{ text: waits.critical(critical), isLate: true }] : []),
    ...vitals,
    ...(missed > 0 ? [{ text: waits.overdueDoses(missed), isLate: true }] : []),
    ...open,
    ...(unread > 0 ? [{ text: waits.unread(unread), isLate: false }] : []),
    ...orders,
  ];
}

/** How a handover begins: what the chart knows already; the rest is for whoever hands over to say. */
export function beginningOf(handed: Handed, words: Words): { code: string; text: string }[] {
  const { shown, row } = handed;
  if (!shown) return [];
  const { vitals, patient, startedAt, diagnosis, reason, isolation, allergies } = shown;
  const score = vitals?.news2 ?? vitals?.pews;
  const days = Math.floor((now() - Date.parse(startedAt)) / DAY) + 1;
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
