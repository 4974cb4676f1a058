import { Checkbox, Select, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import {
  getApiV1PatientsByIdHistory,
  patchApiV1PatientsByIdHistoryByItemId,
  type BackgroundResponse,
  type ChartResponse,
  type RecordedBackgroundResponse,
  type UpdateBackgroundDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { choicesOf } from '../chart/choices.ts';
import { Folded } from '../chart/folded.tsx';
import { PatientFrame } from '../chart/patient-frame.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { Said, useSaid } from '../shell/said.tsx';
import { Section } from '../shell/section.tsx';
import { useChanges } from '../shell/use-changes.ts';
import { Waiting } from '../shell/waiting.tsx';
import { PartialDateField } from '../shell/partial-date-field.tsx';
import { moment, partialDate, readPartialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { detailsOf } from './details.ts';
import { KINDS, isDate } from './fields.ts';
import { RecordBackground } from './record-background.tsx';

/** What was known of a patient before: family, habits, implants, alerts, pregnancy; recorded, ended, marked as entered in error. */
export function BackgroundScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/background' });
  return <PatientFrame patientId={patientId}>{(chart) => <Background chart={chart} />}</PatientFrame>;
}

function Background({ chart }: { readonly chart: ChartResponse }) {
  const words = useWords();
  const queries = useQueryClient();
  const { id } = chart.patient;
  const [said, setSaid] = useSaid('background');
  const [isOnlyNow, setOnlyNow] = useState(true);
  const [times, setTimes] = useState(0);
  const items = usePages({
    queryKey: ['background', id, isOnlyNow],
    ask: (cursor) =>
      answerOf(
        getApiV1PatientsByIdHistory({
          path: { id },
          query: { limit: 50, ...(isOnlyNow && { status: 'active' as const }), ...cursor },
        }),
      ),
    staleTime: 0,
  });
  const done = (what: string) => {
    setSaid(what);
    setTimes(times + 1);
    for (const queryKey of [['background', id], ['chart', id], ['board']]) void queries.invalidateQueries({ queryKey });
  };
  return (
    <Stack maw={1100}>
      <Title order={1} size="h3">
        {words.background.title}
      </Title>
      <Text className="muted">{words.background.about}</Text>
      <Said text={said} />
      {iMay('background.write') && (
        <Folded key={times} label={words.background.add}>
          <RecordBackground chart={chart} onDone={done} />
        </Folded>
      )}
      <Checkbox
        label={words.background.onlyNow}
        checked={isOnlyNow}
        onChange={(event) => setOnlyNow(event.currentTarget.checked)}
      />
      <Waiting of={items}>
        {(found) => (
          <>
            {found.length === 0 && <Text>{words.background.none}</Text>}
            <div className="sections">
              {KINDS.map((kind) => (
                <OfKind
                  key={kind}
                  title={words.background.kinds[kind] ?? kind}
                  items={found.filter((one) => one.kind === kind)}
                  onDone={done}
                />
              ))}
            </div>
            <MorePages of={items} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

interface OfKindProps {
  readonly title: string;
  readonly items: readonly BackgroundResponse[];
  readonly onDone: (said: string) => void;
}

function OfKind({ title, items, onDone }: OfKindProps) {
  if (items.length === 0) return null;
  return (
    <Section title={title}>
      {items.map((item) => (
        <One key={`${item.id} ${item.version}`} item={item} onDone={onDone} />
      ))}
    </Section>
  );
}

interface OneProps {
  readonly item: BackgroundResponse;
  readonly onDone: (said: string) => void;
}

function One({ item, onDone }: OneProps) {
  const words = useWords();
  const { code, status, statusReason, recordedBy, recordedAt } = item;
  const isInError = status === 'entered-in-error';
  const about = detailsOf(item, words);
  return (
    <article aria-label={code.display}>
      <Text fw={600} className={status === 'active' ? undefined : 'muted'}>
        {isInError ? <s>{code.display}</s> : code.display} {code.code && <span className="muted">{code.code}</span>}
      </Text>
      {about && <Text>{about}</Text>}
      {status !== 'active' && (
        <Text className={isInError ? 'severe' : undefined}>
          {words.background.statuses[status] ?? status}
          {statusReason && `: ${statusReason}`}
        </Text>
      )}
      <Text size="sm" className="muted">
        {words.background.by(recordedBy?.fullName ?? words.unknown, moment(recordedAt))}
      </Text>
      {!isInError && iMay('background.write') && (
        <Folded label={words.background.status} name={words.background.end(code.display)}>
          <Change item={item} onDone={onDone} />
        </Folded>
      )}
    </article>
  );
}

function Change({ item: { id, patientId, version, code, status, until }, onDone }: OneProps) {
  const words = useWords();
  const record: Record<'status' | 'until' | 'reason', string> = {
    status,
    until: until ? partialDate(until.slice(0, 10)) : '',
    reason: '',
  };
  const { fields, typed, chosen, clear, isChanged } = useChanges(record, `background of ${id}`);
  const act = useAct(async (body: UpdateBackgroundDto) => {
    const call = { path: { id: patientId, itemId: id }, body, headers: { 'If-Match': etag(version) } };
    const { notice }: RecordedBackgroundResponse = await answerOf(patchApiV1PatientsByIdHistoryByItemId(call));
    clear();
    const said = words.background.changed(code.display);
    onDone(notice ? `${said} ${notice}` : said);
  });
  const isBad = !isDate(fields.until);
  const isSame = !isChanged('status') && !isChanged('until');
  const submit = () =>
    void act.run({
      ...(isChanged('status') && { status: fields.status as 'inactive' }),
      ...(isChanged('until') && { until: readPartialDate(fields.until) ?? null }),
      ...(isChanged('reason') && fields.reason.trim() && { reason: fields.reason.trim() }),
    });
  return (
    <ActForm
      act={act}
      label={words.save}
      blocked={isBad ? words.putRight.badDate : isSame ? words.nothingChanged : undefined}
      onSubmit={submit}
    >
      <Text className="muted">{words.background.endAbout}</Text>
      <Select
        label={words.background.status}
        data={choicesOf(['active', 'inactive', 'entered-in-error'], words.background.statuses)}
        {...chosen('status')}
      />
      <PartialDateField label={words.background.until} isBad={isBad} {...typed('until')} />
      <TextInput label={words.background.reason} maxLength={500} autoComplete="off" {...typed('reason')} />
    </ActForm>
  );
}
