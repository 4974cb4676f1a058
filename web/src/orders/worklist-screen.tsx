import { Alert, Button, Group, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1Orders,
  postApiV1OrdersByIdCollect,
  postApiV1OrdersByIdComplete,
  postApiV1OrdersByIdStart,
  type WorklistItemResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { usePerson } from '../session/use-session.ts';
import { MorePages, usePages } from '../shell/pages.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { detailWords } from './order-words.ts';
import { RejectSpecimen } from './reject-specimen.tsx';
import { Rejected } from './rejected-specimen.tsx';
import { ReportForm } from './report-form.tsx';

/** What is to be carried out by whoever is signed in, the most urgent first; and how it went. */
export function WorklistScreen() {
  const words = useWords();
  const { role } = usePerson();
  const kind = role === 'radiographer' ? 'imaging' : 'laboratory';
  const orders = usePages({
    queryKey: ['worklist', kind],
    ask: (cursor) => answerOf(getApiV1Orders({ query: { status: 'active', kind, limit: 50, ...cursor } })),
    refetchInterval: 60_000,
  });
  return (
    <Stack gap="sm">
      <Title order={1} size="h3">
        {words.worklist.title}
      </Title>
      <ByNumber kind={kind} />
      <Waiting of={orders}>
        {(items) => (
          <>
            {items.length === 0 && <Text>{words.worklist.none}</Text>}
            {items.map((order) => (
              <Row key={order.id} order={order} />
            ))}
            <MorePages of={orders} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

/** The order of a number that is typed, or read from the label of a tube: at once what may be done with it. */
function ByNumber({ kind }: { readonly kind: string }) {
  const words = useWords();
  const [typed, setTyped] = useState('');
  const [number, setNumber] = useState<string>();
  const found = useQuery({
    queryKey: ['worklist', 'number', number],
    queryFn: () => answerOf(getApiV1Orders({ query: { number } })),
    enabled: number !== undefined,
    staleTime: 0,
  });
  return (
    <section aria-label={words.worklist.scan}>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          setNumber(typed.trim().toUpperCase() || undefined);
          setTyped('');
        }}
      >
        <TextInput
          label={words.worklist.scan}
          description={words.worklist.scanAbout}
          autoFocus
          autoComplete="off"
          maw={360}
          value={typed}
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
      </form>
      {number !== undefined && (
        <Waiting of={found}>
          {({ items }) => {
            const order = items.find((one) => one.kind === kind);
            if (!order) return <Alert role="alert">{words.worklist.notFound(number)}</Alert>;
            if (order.status === 'active') return <Row key={order.id} order={order} isOpen />;
            const status = words.orders.status[order.status] ?? order.status;
            return <Alert role="alert">{words.worklist.notActive(order.number, order.code.display, status)}</Alert>;
          }}
        </Waiting>
      )}
    </section>
  );
}

interface RowProps {
  readonly order: WorklistItemResponse;
  /** Whether its report is open at once. */
  readonly isOpen?: boolean;
}

function Row({ order, isOpen = false }: RowProps) {
  const words = useWords();
  const queries = useQueryClient();
  const [isReporting, setReporting] = useState(isOpen);
  const [isRejecting, setRejecting] = useState(false);
  const changed = (goesOn = false) => {
    setReporting(goesOn);
    void queries.invalidateQueries({ queryKey: ['worklist'] });
  };
  const call = { path: { id: order.id }, headers: { 'If-Match': etag(order.version) } };
  const collect = useAct(async (_: undefined) => {
    await answerOf(postApiV1OrdersByIdCollect({ ...call, body: {} }));
    changed(isReporting);
  });
  const start = useAct(async (_: undefined) => {
    await answerOf(postApiV1OrdersByIdStart(call));
    changed(isReporting);
  });
  const complete = useAct(async (_: undefined) => {
    await answerOf(postApiV1OrdersByIdComplete(call));
    changed();
  });
  const isSpecimen = order.kind === 'laboratory';
  return (
    <article className="queue-row" data-level={order.priority === 'stat' ? 1 : undefined}>
      <div className="queue-line">
        <strong className={order.priority === 'stat' ? 'severe' : undefined}>
          {words.orders.priorities[order.priority]}
        </strong>
        <div>
          <strong>{order.code.display}</strong> <span className="muted">{order.number}</span>
          <div>
            {order.patient.fullName}{' '}
            <span className="muted">
              {order.patient.mrn} · {order.wardName}
            </span>
          </div>
          <div>{detailWords(order, words)}</div>
          {order.clinicalQuestion && <div className="muted">{order.clinicalQuestion}</div>}
          {!order.collectedAt && <Rejected of={order} />}
        </div>
        <div>
          {words.worklist.ordered} {moment(order.signedAt ?? order.createdAt)}
          {order.collectedAt && <div className="muted">{words.worklist.collected}</div>}
          {order.startedAt && <div className="muted">{words.worklist.started(moment(order.startedAt))}</div>}
        </div>
        <Group gap="xs" justify="flex-end">
          {isSpecimen && !order.collectedAt && iMay('order.collect') && (
            <Button
              variant="default"
              size="compact-md"
              loading={collect.isBusy}
              onClick={() => void collect.run(undefined)}
            >
              {words.worklist.collect}
            </Button>
          )}
          {!order.startedAt && (order.collectedAt || !isSpecimen) && (
            <Button
              variant="default"
              size="compact-md"
              loading={start.isBusy}
              onClick={() => void start.run(undefined)}
            >
              {isSpecimen ? words.worklist.receive : words.worklist.start}
            </Button>
          )}
          {isSpecimen && (order.collectedAt ?? order.startedAt) && iMay('specimen.reject') && (
            <Button
              variant="default"
              size="compact-md"
              aria-expanded={isRejecting}
              onClick={() => setRejecting(!isRejecting)}
            >
              {words.worklist.reject}
            </Button>
          )}
          {iMay('result.write') ? (
            <Button size="compact-md" aria-expanded={isReporting} onClick={() => setReporting(!isReporting)}>
              {words.worklist.report}
            </Button>
          ) : (
            <Button size="compact-md" loading={complete.isBusy} onClick={() => void complete.run(undefined)}>
              {words.worklist.complete}
            </Button>
          )}
        </Group>
      </div>
      <ProblemNotice problem={collect.problem ?? start.problem ?? complete.problem} />
      {isRejecting && (
        <RejectSpecimen
          order={order}
          onDone={() => {
            setRejecting(false);
            changed();
          }}
        />
      )}
      {isReporting && <ReportForm order={order} onDone={() => changed()} />}
    </article>
  );
}
