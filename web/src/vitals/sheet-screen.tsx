import { Group, SegmentedControl, Stack, Text, Title } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useParams } from '@tanstack/react-router';
import { useState } from 'react';
import { news2, NEWS2_PARAMETERS, type News2Values } from '../../../src/clinical/observations/news2.rules.ts';
import { getApiV1EncountersByIdFlowsheet, type FlowsheetResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { StayFrame } from '../chart/stay-frame.tsx';
import { Scroll } from '../shell/scroll.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { figure, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Sets } from './sets.tsx';
import { Plot } from './plot.tsx';

type View = 'plot' | 'news2' | 'table' | 'sets';

/** What was measured over time: plotted, as the NEWS2 chart, and in figures. */
export function SheetScreen() {
  const { patientId } = useParams({ from: '/patients/$patientId/sheet' });
  return <StayFrame patientId={patientId}>{(encounterId) => <Sheet encounterId={encounterId} />}</StayFrame>;
}

function Sheet({ encounterId }: { readonly encounterId: string }) {
  const words = useWords();
  const [view, setView] = useState<View>('plot');
  const sheet = useQuery({
    queryKey: ['flowsheet', encounterId],
    queryFn: () => answerOf(getApiV1EncountersByIdFlowsheet({ path: { id: encounterId } })),
  });
  return (
    <Stack>
      <Group justify="space-between">
        <Title order={1} size="h3">
          {words.vitals.sheet}
        </Title>
        <SegmentedControl
          value={view}
          onChange={(next) => setView(next)}
          data={[
            { value: 'plot', label: words.vitals.plot },
            { value: 'news2', label: words.vitals.news2Chart },
            { value: 'table', label: words.vitals.table },
            { value: 'sets', label: words.vitals.each },
          ]}
        />
      </Group>
      {view === 'sets' && <Sets encounterId={encounterId} />}
      <Waiting of={sheet}>
        {(found) => {
          if (view === 'sets') return null;
          if (found.times.length === 0) return <Text>{words.vitals.none}</Text>;
          if (view === 'plot') return <Plot sheet={found} />;
          return view === 'news2' ? <News2Chart sheet={found} /> : <Figures sheet={found} />;
        }}
      </Waiting>
    </Stack>
  );
}

const shown = (value: unknown, yes: string, no: string): string => {
  if (typeof value === 'number') return figure(value);
  if (typeof value === 'boolean') return value ? yes : no;
  return typeof value === 'string' ? value : '';
};

function Times({ sheet }: { readonly sheet: FlowsheetResponse }) {
  const words = useWords();
  return (
    <thead>
      <tr>
        <th scope="col">{words.vitals.takenAt}</th>
        {sheet.times.map((at, index) => (
          <th key={`${at}${index}`} scope="col">
            {moment(at)}
          </th>
        ))}
      </tr>
    </thead>
  );
}

function Figures({ sheet }: { readonly sheet: FlowsheetResponse }) {
  const words = useWords();
  return (
    <Scroll label={words.vitals.table}>
      <table className="figures">
        <Times sheet={sheet} />
        <tbody>
          {sheet.rows.map(({ parameter, display, values, unitText, unit }) => (
            <tr key={parameter}>
              <th scope="row">
                {display} {unitText ?? unit ?? ''}
              </th>
              {values.map((value, at) => (
                <td key={at}>{shown(value, words.vitals.oxygen, words.vitals.air)}</td>
              ))}
            </tr>
          ))}
          <tr>
            <th scope="row">{words.vitals.by}</th>
            {sheet.recordedBy.map(({ fullName }, at) => (
              <td key={at}>{fullName}</td>
            ))}
          </tr>
        </tbody>
      </table>
    </Scroll>
  );
}

/** The chart as published: each value with its points, in the published colours, the digit always beside them. */
function News2Chart({ sheet }: { readonly sheet: FlowsheetResponse }) {
  const words = useWords();
  const rows = new Map(sheet.rows.map(({ parameter, values }) => [parameter, values as readonly unknown[]]));
  const valuesAt = (at: number) =>
    Object.fromEntries(NEWS2_PARAMETERS.map((name) => [name, rows.get(name)?.[at] ?? null])) as News2Values;
  // By the scale that was set when it was taken; who has no NEWS2, a child or somebody pregnant, gets no points of it.
  const scores = sheet.sets.map(({ news2: scored }, at) =>
    scored ? news2(valuesAt(at), { scale: scored.scale === 2 ? 2 : 1 }).parts : {},
  );
  const isScaleTwo = sheet.sets.some(({ news2: scored }) => scored?.scale === 2);
  const hasPews = sheet.sets.some(({ pews }) => pews !== null);
  return (
    <Scroll label={words.vitals.news2Chart}>
      <table className="figures news">
        <Times sheet={sheet} />
        <tbody>
          {NEWS2_PARAMETERS.map((name) => (
            <tr key={name}>
              <th scope="row">{words.vitals[name]}</th>
              {scores.map((parts: Partial<Record<string, number>>, at) => {
                const value = rows.get(name)?.[at];
                const points = parts[name];
                return (
                  <td key={at} data-score={points}>
                    {shown(value, words.vitals.oxygen, words.vitals.air)}
                    {points !== undefined && <sup> {points}</sup>}
                  </td>
                );
              })}
            </tr>
          ))}
          <tr>
            <th scope="row">NEWS2</th>
            {sheet.sets.map(({ id, news2: scored, notScored }) => (
              <td key={id}>
                <strong>{scored ? (scored.total ?? words.board.noScore) : (notScored?.text ?? '–')}</strong>
              </td>
            ))}
          </tr>
          {hasPews && (
            <tr>
              <th scope="row">PEWS</th>
              {sheet.sets.map(({ id, pews }) => (
                <td key={id}>
                  <strong>{pews ? (pews.total ?? words.board.noScore) : '–'}</strong>
                </td>
              ))}
            </tr>
          )}
        </tbody>
      </table>
      <Text size="sm" className="muted">
        {words.vitals.source}
        {isScaleTwo && ` ${words.vitals.scaleTwo}`}
      </Text>
    </Scroll>
  );
}
