import type { Language } from '../../../kernel/language.js';
import type { AccessEntryResponse, DeedResponse, ReportPersonResponse } from './dto/access-report.response.js';
import { deedWords, EMERGENCIES, listWords, purposeWords, roleWords, SYSTEM } from './reports.words.js';
import { elementAt } from '../../../kernel/list.js';

/** Events of one day, person, thing and purpose, counted. */
export interface AccessGroup {
  readonly day: string;
  readonly opened: boolean;
  readonly actor_kind: string;
  readonly actor_id: string | null;
  readonly username: string;
  readonly full_name: string | null;
  readonly role: string | null;
  readonly entity: string;
  readonly kind: string;
  /** Nothing of the patient was shown. */
  readonly refused?: boolean;
  /** Of what was refused the action, of what was told the code of the problem, or which other system was told. */
  readonly what?: string | null;
  readonly purpose: string | null;
  readonly times: number;
  readonly first_at: Date;
  readonly last_at: Date;
  readonly terminals: readonly string[];
  readonly reasons: readonly string[];
  readonly wards: readonly string[];
}

/** One entry for each day, person and role; what was done under an emergency is an entry of its own. */
export function entriesOf(groups: readonly AccessGroup[], language: Language): Record<Part, AccessEntryResponse[]> {
  const byPerson = Map.groupBy(groups, (group) =>
    JSON.stringify([partOf(group), group.day, group.actor_id ?? group.username, group.role, isEmergency(group)]),
  );
  const entries = [...byPerson.values()].map((own) => ({
    part: partOf(elementAt(own, 0)),
    entry: entryOf(own, language),
  }));
  const pick = (wanted: Part) => entries.filter(({ part }) => part === wanted).map(({ entry }) => entry);
  return { opened: pick('opened'), listed: pick('listed'), refused: pick('refused') };
}

type Part = 'opened' | 'listed' | 'refused';
const partOf = ({ opened, refused }: AccessGroup): Part => (refused ? 'refused' : opened ? 'opened' : 'listed');

const isEmergency = ({ purpose }: AccessGroup): boolean => EMERGENCIES.has(purpose ?? '');
const distinct = <T>(values: readonly T[]): T[] => [...new Set(values)];

function entryOf(groups: readonly AccessGroup[], language: Language): AccessEntryResponse {
  const first = elementAt(groups, 0);
  const moments = groups.flatMap(({ first_at, last_at }) => [first_at.getTime(), last_at.getTime()]);
  const codes = distinct(groups.flatMap(({ purpose }) => purpose ?? []));
  return {
    date: first.day,
    person: personOf(first, language),
    wards: distinct(groups.flatMap(({ wards }) => wards)),
    terminals: distinct(groups.flatMap(({ terminals }) => terminals)),
    firstAt: new Date(Math.min(...moments)).toISOString(),
    lastAt: new Date(Math.max(...moments)).toISOString(),
    emergency: isEmergency(first),
    purposes: codes.map((code) => ({ code, words: purposeWords(code, language) })),
    reasons: distinct(groups.flatMap(({ reasons }) => reasons)),
    deeds: deedsOf(groups, language),
  };
}

function personOf(group: AccessGroup, language: Language): ReportPersonResponse {
  const { actor_kind, actor_id, username, full_name, role } = group;
  const fullName = full_name ?? (actor_kind === 'system' ? SYSTEM[language] : username);
  return { id: actor_id, username, fullName, role, roleWords: role && roleWords(role, language) };
}

function deedsOf(groups: readonly AccessGroup[], language: Language): DeedResponse[] {
  const alike = Map.groupBy(groups, ({ entity, kind, what }) => `${kind} ${entity} ${what ?? ''}`);
  return [...alike.values()].map((own) => {
    const { entity, kind, what } = elementAt(own, 0);
    const isListed = partOf(elementAt(own, 0)) === 'listed';
    const words = isListed ? listWords(entity, language) : deedWords(entity, kind, language, what);
    return { entity, kind, words, times: own.reduce((sum, { times }) => sum + times, 0) };
  });
}
