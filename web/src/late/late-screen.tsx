import { Alert, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { today } from '../api/clock.ts';
import {
  getApiV1EncountersByIdMar,
  getApiV1EncountersByIdSites,
  postApiV1EncountersByIdLateEntries,
  type DoseResponse,
  type LateEntriesDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { StayFrame } from '../chart/stay-frame.tsx';
import { ActButton } from '../shell/act-button.tsx';
import { ConfirmFields, fieldsToConfirm } from '../shell/confirm-fields.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useKept } from '../shell/use-kept.ts';
import { Waiting } from '../shell/waiting.tsx';
import { vitalName } from '../vitals/vital-name.ts';
import { useWords } from '../words/use-words.ts';
import { AssessmentRow, SiteRow, WoundRow } from './late-nursing-rows.tsx';
import { DoseRow, FluidRow, RoundRow } from './late-rows.tsx';
import { isSiteFilled, newWound, NO_ASSESSMENT, NO_SITE, NO_WOUND, type TypedSite } from './typed-nursing.ts';
import { filledIn, isReadable, lateBody, NO_FLUID, NO_ROUND, NOTHING_LATE, type TypedLate } from './typed-late.ts';

/** After a downtime: what stands on a patient's paper, charted in one go. */
export function LateScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/late' });
  return <StayFrame patientId={patientId}>{(encounterId) => <Doses encounterId={encounterId} />}</StayFrame>;
}

/** The doses of the last day that were due and have no record, and the sheet. */
function Doses({ encounterId }: { readonly encounterId: string }) {
  const words = useWords();
  const mar = useQuery({
    queryKey: ['mar', encounterId, 'late'],
    queryFn: () => answerOf(getApiV1EncountersByIdMar({ path: { id: encounterId } })),
    staleTime: 0,
  });
  const now = today().toISOString();
  return (
    <Stack>
      <Title order={1} size="h3">
        {words.late.title}
      </Title>
      <Waiting of={mar}>
        {({ items }) => <Sheet encounterId={encounterId} doses={items.filter((dose) => isOpen(dose, now))} />}
      </Waiting>
    </Stack>
  );
}

/** What was planned before and has no record, and what may be given when needed. */
const isOpen = ({ plannedAt, asNeeded, recorded }: DoseResponse, now: string): boolean =>
  !recorded && (plannedAt === null ? asNeeded !== null : plannedAt < now);

/**
 * A value of an entry, or the entry as a whole, which is like another that is there.
 * @param risks how many assessments stand before those of wounds
 */
function labelOf(words: ReturnType<typeof useWords>, field: string, risks: number): string {
  const [list = '', place, value] = field.split('/');
  if (value !== undefined) return words.vitals.confirm(vitalName(words, value));
  const names: Readonly<Record<string, (n: number) => string>> = {
    vitals: words.late.round,
    fluids: words.late.fluid,
    sites: words.late.site,
    assessments: (n) => (n > risks ? words.late.wound(n - risks) : words.late.assessment(n)),
  };
  return words.late.isAnother(names[list]?.(Number(place) + 1) ?? field);
}

interface Props {
  readonly encounterId: string;
  readonly doses: readonly DoseResponse[];
}

function Sheet({ encounterId, doses }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const [found, changeKept, forget] = useKept<TypedLate>(`late ${encounterId}`, NOTHING_LATE);
  // What an older page kept knows nothing of what this one asks for besides.
  const kept = { ...NOTHING_LATE, ...found };
  // What became of a dose meanwhile was recorded elsewhere: what was typed of it here is seen by nobody, and not sent.
  const typed = { ...kept, doses: Object.fromEntries(doses.map(({ id }) => [id, kept.doses[id]])) };
  const [confirmed, setConfirmed] = useState<readonly string[]>([]);
  const [saved, setSaved] = useState<number>();
  const act = useAct(async (body: LateEntriesDto, key) => {
    await answerOf(
      postApiV1EncountersByIdLateEntries({ path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } }),
    );
    const lists = [body.vitals, body.fluids, body.sites, body.assessments, body.doses];
    setSaved(lists.reduce((sum, list) => sum + (list?.length ?? 0), 0));
    setConfirmed([]);
    forget();
    void queries.invalidateQueries();
  });
  // Whoever looked at a value again looked at that value: what is typed afterwards is asked about anew.
  const change = (how: (before: TypedLate) => TypedLate) => {
    setSaved(undefined);
    setConfirmed([]);
    changeKept((before) => how({ ...NOTHING_LATE, ...before }));
  };
  const toConfirm = fieldsToConfirm(act.problem);
  const filled = filledIn(typed);
  const count = Object.values(filled).reduce((sum, list) => sum + list.length, 0);
  const blocked = count === 0 ? words.late.nothing : isReadable(typed) ? undefined : words.late.unreadable;
  const versions = new Map(doses.map(({ id, version }) => [id, version]));
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        if (blocked === undefined) void act.run(lateBody(typed, versions, confirmed));
      }}
    >
      <Stack gap="sm">
        <Text className="muted">{words.late.all}</Text>
        <TextInput
          label={words.late.why}
          maw={1000}
          required
          autoComplete="off"
          maxLength={500}
          value={typed.reason}
          onChange={(event) => {
            const reason = event.currentTarget.value;
            change((before) => ({ ...before, reason }));
          }}
        />
        <Lines encounterId={encounterId} typed={typed} change={change} />
        <Title order={2} size="h4">
          {words.late.doses}
        </Title>
        {doses.length === 0 && <Text className="muted">{words.late.noDoses}</Text>}
        {doses.map((dose) => (
          <DoseRow
            key={dose.id}
            dose={dose}
            row={typed.doses[dose.id]}
            onChange={(row) => change((before) => ({ ...before, doses: { ...before.doses, [dose.id]: row } }))}
          />
        ))}
        {toConfirm.length > 0 ? (
          <ConfirmFields
            asked={toConfirm}
            confirmed={confirmed}
            label={(field) => labelOf(words, field, filled.assessments.length)}
            onChange={setConfirmed}
          />
        ) : (
          <ProblemNotice problem={act.problem} />
        )}
        {saved !== undefined && (
          <Alert color="green" role="status">
            {words.late.saved(saved)}
          </Alert>
        )}
        <Group>
          <ActButton type="submit" loading={act.isBusy} blocked={blocked}>
            {words.late.save(count)}
          </ActButton>
        </Group>
      </Stack>
    </form>
  );
}

interface LinesProps {
  readonly encounterId: string;
  readonly typed: TypedLate;
  readonly change: (how: (before: TypedLate) => TypedLate) => void;
}

/** As the service takes at once. */
const MOST_LINES = 100;

/** Everything of which the paper has as many lines as it has. */
function Lines({ encounterId, typed, change }: LinesProps) {
  const { late } = useWords();
  const wounds = useWounds(encounterId, typed.sites);
  const put = (kind: Lists, place: number) => (row: object) =>
    change((before) => ({ ...before, [kind]: before[kind].with(place, row as never) }));
  const blockedOf = (kind: Lists) => {
    if (typed[kind].length >= MOST_LINES) return late.mostLines(MOST_LINES);
    return kind === 'wounds' && wounds.length === 0 ? late.noWound : undefined;
  };
  return (
    <>
      {typed.rounds.map((row, place) => (
        <RoundRow key={place} label={late.round(place + 1)} row={row} onChange={put('rounds', place)} />
      ))}
      {typed.fluids.map((row, place) => (
        <FluidRow key={place} label={late.fluid(place + 1)} row={row} onChange={put('fluids', place)} />
      ))}
      {typed.sites.map((row, place) => (
        <SiteRow key={place} label={late.site(place + 1)} row={row} onChange={put('sites', place)} />
      ))}
      {typed.assessments.map((row, place) => (
        <AssessmentRow key={place} label={late.assessment(place + 1)} row={row} onChange={put('assessments', place)} />
      ))}
      {typed.wounds.map((row, place) => (
        <WoundRow key={place} label={late.wound(place + 1)} row={row} wounds={wounds} onChange={put('wounds', place)} />
      ))}
      <Group>
        {ADDED.map(([kind, none, label]) => (
          <ActButton
            key={kind}
            variant="default"
            blocked={blockedOf(kind)}
            onClick={() => change((before) => ({ ...before, [kind]: [...before[kind], none] }))}
          >
            {late[label]}
          </ActButton>
        ))}
      </Group>
    </>
  );
}

/** The wounds of which something may have been seen: those on record, and those that are typed in other lines. */
function useWounds(encounterId: string, typed: readonly TypedSite[]) {
  const { late } = useWords();
  const sites = useQuery({
    queryKey: ['nursing', 'sites', encounterId, 'late'],
    queryFn: () => answerOf(getApiV1EncountersByIdSites({ path: { id: encounterId }, query: { limit: 100 } })),
    staleTime: 0,
  });
  const known = (sites.data?.items ?? []).filter(({ kind }) => kind === 'wound');
  return [
    ...known.map(({ id, type, location }) => ({ value: id, label: `${type}, ${location}` })),
    ...typed.flatMap((site, place) =>
      site.kind === 'wound' && isSiteFilled(site)
        ? [{ value: newWound(place), label: `${late.site(place + 1)}: ${site.type}, ${site.location}` }]
        : [],
    ),
  ];
}

type Lists = 'rounds' | 'fluids' | 'sites' | 'assessments' | 'wounds';

/** Of each kind: a line with nothing in it, and what adds one. */
const ADDED = [
  ['rounds', NO_ROUND, 'addRound'],
  ['fluids', NO_FLUID, 'addFluid'],
  ['sites', NO_SITE, 'addSite'],
  ['assessments', NO_ASSESSMENT, 'addAssessment'],
  ['wounds', NO_WOUND, 'addWound'],
] as const;
