import {
  SCALES,
  woundInOrder,
  type AssessedRisk,
  type Scale,
} from '../../clinical/observations/bedside/assessment.rules.js';
import { bedsideNames } from '../../clinical/observations/bedside/bedside-names.words.js';
import { PLANS } from '../../clinical/observations/bedside/bedside.words.js';
import { braceletNames } from '../../clinical/newborns/bracelet-names.words.js';
import { kindWords } from '../../clinical/tasks/task.mapper.js';
import { addresseeWords } from '../../clinical/tasks/tasks.words.js';
import type {
  AlarmSource,
  AssessmentSource,
  BraceletSource,
  CallSource,
  NursingSource,
  SettingSource,
  SiteSource,
  ToldSource,
} from './nursing.source.js';
import { nursingWords } from './nursing.words.js';
import { paperLanguage } from './paper-language.js';
import { momentText, optional } from './printed-text.js';

/** A table of the paper: how wide its columns are after the first, what they are called, and its lines. */
interface Group {
  readonly title: string;
  readonly widths: readonly number[];
  readonly head: readonly string[];
  /** `below` takes the width of the line. */
  readonly lines: readonly { readonly cells: readonly string[]; readonly below: string }[];
}

const names = () => bedsideNames(paperLanguage());
const lines = (...parts: readonly (string | null | undefined)[]): string => parts.filter(Boolean).join('\n');

/** What nursing recorded besides values and notes: risks with their plans, wounds and drains, who was called and who came, bracelets compared; empty tables are left out. */
export function printedNursing({ settings, assessments, sites, calls, alarms, bracelets }: NursingSource) {
  const groups = [
    settingsGroup(settings),
    ...(Object.keys(SCALES) as Scale[]).map((scale) => scaleGroup(scale, assessments)),
    sitesGroup(sites),
    woundsGroup(assessments.filter(({ kind }) => kind === 'wound')),
    callsGroup(calls),
    alarmsGroup(alarms),
    braceletsGroup(bracelets),
  ].filter((group) => group.lines.length > 0);
  return { entries: groups.reduce((sum, group) => sum + group.lines.length, 0), content: { groups } };
}

function settingsGroup(rows: readonly SettingSource[]): Group {
  const { title, head } = nursingWords().settings;
  const { settings, levels, spo2Scales, pregnancies } = names();
  const kinds: Readonly<Record<string, string>> = settings;
  const values: Readonly<Record<string, Readonly<Record<string, string>>>> = {
    'care-level': levels,
    'spo2-scale': spo2Scales,
    pregnancy: pregnancies,
  };
  return {
    ...{ title, head, widths: [1, 1.4, 0.8, 1] },
    lines: rows.map(({ kind, value, reason, at, by, endedAt, endedReason }) => ({
      cells: [momentText(at), kinds[kind] ?? kind, values[kind]?.[value] ?? value, momentOr(endedAt), by ?? ''],
      below: lines(reason, endedReason),
    })),
  };
}

function scaleGroup(scale: Scale, all: readonly AssessmentSource[]): Group {
  return {
    ...{ title: names().scales[scale] ?? scale, head: nursingWords().scale, widths: [0.9, 2.6, 1.5, 0.9] },
    lines: all
      .filter(({ kind }) => kind === scale)
      .map((row) => ({
        cells: [
          momentText(row.at),
          nursingWords().points(row.total ?? 0, names().risks[row.risk ?? ''] ?? ''),
          pointsOf(scale, row.items),
          row.plan ?? askedOf(scale, row.risk),
          row.by ?? '',
        ],
        below: lateText(row),
      })),
  };
}

/** Each item by its words, with the points it counted. */
const pointsOf = (scale: Scale, given: AssessmentSource['items']): string =>
  Object.keys(SCALES[scale].items)
    .map((item) => {
      const points = Number(given[item]);
      const { items, choices } = names();
      return `${items[item] ?? item}: ${choices[item]?.[points] ?? ''} (${points})`;
    })
    .join('; ');

/** What the risk asks for, where nobody planned otherwise: as the screen says it. */
const askedOf = (scale: Scale, risk: AssessedRisk | null): string =>
  risk === null ? '' : PLANS[scale][risk][paperLanguage()];

function sitesGroup(rows: readonly SiteSource[]): Group {
  const { title, head } = nursingWords().sites;
  return {
    ...{ title, head, widths: [0.7, 1.8, 0.9, 1] },
    lines: rows.map((row) => ({
      cells: [
        momentText(row.at),
        names().siteKinds[row.kind] ?? row.kind,
        `${row.type}, ${row.location}`,
        momentOr(row.endedAt),
        row.by ?? '',
      ],
      below: lines([row.endedReason, row.endedBy].filter(Boolean).join(', '), lateText(row)),
    })),
  };
}

function woundsGroup(rows: readonly AssessmentSource[]): Group {
  const { title, head, unnamed } = nursingWords().wounds;
  return {
    ...{ title, head, widths: [1.1, 1.6, 1.2, 0.9] },
    lines: rows.map((row) => ({
      cells: [momentText(row.at), row.site ?? unnamed, seenText(row.items), row.plan ?? '', row.by ?? ''],
      below: lateText(row),
    })),
  };
}

const seenText = (items: AssessmentSource['items']): string =>
  woundInOrder(items)
    .map(([item, said]) => `${names().wound[item] ?? item}: ${optional(said)}`)
    .join('\n');

function callsGroup(rows: readonly CallSource[]): Group {
  const { title, head, onDuty, called } = nursingWords().calls;
  return {
    ...{ title, head, widths: [1.1, 1.4, 1.2, 1.2] },
    lines: rows.map((row) => ({
      cells: [
        momentText(row.at),
        called(row.by ?? '', row.called ?? onDuty),
        lines(row.score && `${row.score} ${row.total ?? ''}`.trim(), row.note),
        toldText(row.told, row.called ?? onDuty),
        row.answeredAt ? answeredText(row) : nursingWords().noAnswer,
      ],
      below: row.response ?? '',
    })),
  };
}

function alarmsGroup(rows: readonly AlarmSource[]): Group {
  const { title, head, settled, readBack, notTaken } = nursingWords().alarms;
  return {
    ...{ title, head, widths: [1.6, 1.3, 1.3] },
    lines: rows.map((row) => ({
      cells: [
        momentText(row.at),
        lines(kindWords(row.kind)?.[paperLanguage()] ?? row.kind, row.report, row.about?.[paperLanguage()]),
        toldText(row.told),
        lines(
          row.answeredAt ? answeredText(row) : row.settledAt ? settled(momentText(row.settledAt)) : notTaken,
          row.readBack && readBack(row.readBack),
        ),
      ],
      below: '',
    })),
  };
}

function braceletsGroup(rows: readonly BraceletSource[]): Group {
  const { title, head } = nursingWords().bracelets;
  const { occasions, outcomes } = braceletNames(paperLanguage());
  return {
    ...{ title, head, widths: [1.1, 1.8, 1.1] },
    lines: rows.map(({ at, occasion, outcome, by }) => ({
      cells: [momentText(at), occasions[occasion], outcomes[outcome], by ?? ''],
      below: '',
    })),
  };
}

/** To whom it went, in turn. @param requester who that is, of a call: whom it names */
const toldText = (told: ToldSource, requester?: string): string =>
  told
    .map(({ to, at }) => {
      const whom = to === 'requester' ? requester : undefined;
      return `${whom ?? addresseeWords[to][paperLanguage()]}: ${momentText(at)}`;
    })
    .join('\n');

const MINUTE_MS = 60_000;
function answeredText({ at, answeredBy, answeredAt }: Pick<CallSource, 'at' | 'answeredBy' | 'answeredAt'>): string {
  const minutes = Math.max(0, Math.floor((answeredAt!.getTime() - at.getTime()) / MINUTE_MS));
  return nursingWords().answered(answeredBy ?? '', momentText(answeredAt!), minutes);
}

const momentOr = (at: Date | null): string => (at ? momentText(at) : '');

const lateText = ({ lateEntry, lateReason, recordedAt }: SiteSource | AssessmentSource): string =>
  lateEntry ? nursingWords().late(momentText(recordedAt), lateReason ?? '') : '';
