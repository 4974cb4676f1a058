import { Button, Group, Table, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1OrdersByIdHistory,
  postApiV1OrdersByIdCancel,
  postApiV1OrdersByIdComplete,
  postApiV1OrdersByIdDiscontinue,
  postApiV1OrdersByIdHold,
  postApiV1OrdersByIdResume,
  postApiV1OrdersByIdSign,
  type OrderResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ChangedBy } from '../chart/changed-by.tsx';
import { usePerson } from '../session/use-session.ts';
import { ActButton } from '../shell/act-button.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useFields } from '../shell/use-fields.ts';
import { moment } from '../words/moments.ts';
import { useKept } from '../shell/use-kept.ts';
import { useWords } from '../words/use-words.ts';
import { Checks, checksOf, overridesOf, type Reasons } from './checks.tsx';
import { actsOn, mayRevise, type OrderAct } from './order-acts.ts';
import { Rejected } from './rejected-specimen.tsx';
import { countedWords, detailWords } from './order-words.ts';
import { ReviseOrder } from './revise-order.tsx';

interface Props {
  readonly order: OrderResponse;
  readonly onDone: (said: string) => void;
}

/** One order: what was asked for, by whom, what became of it, and what can be done with it. */
export function OrderRow({ order, onDone }: Props) {
  const words = useWords();
  const person = usePerson();
  const [isOpen, setOpen] = useState(false);
  const acts = actsOn(order, person);
  const { checks, verbal, statusReason } = order;
  return (
    <>
      <Table.Tr>
        <Table.Td>{order.number}</Table.Td>
        <Table.Td>
          <strong>{order.code.display}</strong> <span className="muted">{words.basket.kinds[order.kind]}</span>
          <div className="muted">{detailWords(order, words)}</div>
          <div className="muted">{countedWords(order, words)}</div>
          {order.doseCheck === 'not-checked' && <div className="muted">{words.basket.doseNotChecked}</div>}
          {!order.collectedAt && <Rejected of={order} />}
          {(checks ?? []).map(({ rule, message, overrideReason }) => (
            <div key={rule + message} className="muted">
              {words.basket.told}: {message} {overrideReason && <strong>{overrideReason}</strong>}
            </div>
          ))}
          <ChangedBy
            entity="service_order"
            id={order.id}
            version={order.version}
            name={order.number}
            ask={() => answerOf(getApiV1OrdersByIdHistory({ path: { id: order.id } }))}
          />
        </Table.Td>
        <Table.Td>{words.orders.priorities[order.priority]}</Table.Td>
        <Table.Td>
          {words.orders.status[order.status]}
          {statusReason && <div className="muted">{statusReason}</div>}
          {verbal?.signUntil && <div className="severe">{words.basket.unsignedVerbal(moment(verbal.signUntil))}</div>}
        </Table.Td>
        <Table.Td>
          {order.requestedBy?.fullName ?? order.source?.sender} · {moment(order.signedAt ?? order.createdAt)}
        </Table.Td>
        <Table.Td>
          {acts.length > 0 && (
            <Button
              variant="default"
              size="compact-sm"
              aria-expanded={isOpen}
              aria-label={words.basket.actsOn(order.number)}
              onClick={() => setOpen(!isOpen)}
            >
              {words.basket.acts}
            </Button>
          )}
        </Table.Td>
      </Table.Tr>
      {isOpen && acts.length > 0 && (
        <Table.Tr>
          <Table.Td colSpan={6}>
            <Acts order={order} acts={acts} onDone={onDone} />
          </Table.Td>
        </Table.Tr>
      )}
    </>
  );
}

function Acts({ order, acts, onDone }: Props & { readonly acts: readonly OrderAct[] }) {
  const words = useWords();
  const queries = useQueryClient();
  const { fields, typed, clear } = useFields({ reason: '' }, `order ${order.id}`);
  const [isRevised, setRevised] = useState(false);
  const [reasons, changeReasons, forgetReasons] = useKept<Reasons>(`overrides of ${order.id}`, {});
  const act = useAct(async (asked: { what: OrderAct; reason: string; overrides: ReturnType<typeof overridesOf> }) => {
    await answerOf(sendAct(order, asked.what, asked.reason, asked.overrides));
    clear();
    forgetReasons();
    onDone(words.basket.done(order.number, words.basket[asked.what]));
    for (const key of ['orders', 'mar', 'chart', 'tasks']) void queries.invalidateQueries({ queryKey: [key] });
  });
  const checks = checksOf(act.problem);
  const run = (what: OrderAct) =>
    void act.run({ what, reason: fields.reason.trim(), overrides: overridesOf(checks, reasons) });
  return (
    <div className="dose-form">
      <Group align="flex-end">
        {(acts.includes('stop') || acts.includes('hold')) && (
          <TextInput label={words.basket.reason} maxLength={500} w={420} autoComplete="off" {...typed('reason')} />
        )}
        {acts.map((what) => (
          <ActButton
            key={what}
            variant={what === 'sign' || what === 'complete' ? 'filled' : 'default'}
            color={what === 'stop' ? 'red.9' : undefined}
            loading={act.isBusy}
            blocked={what === 'stop' && fields.reason.trim() === '' ? words.basket.stopWhy : undefined}
            onClick={() => run(what)}
          >
            {words.basket[what]}
          </ActButton>
        ))}
        {mayRevise(order) && (
          <Button variant="default" aria-expanded={isRevised} onClick={() => setRevised(!isRevised)}>
            {words.basket.revise}
          </Button>
        )}
      </Group>
      {isRevised && <ReviseOrder order={order} onDone={onDone} onCancel={() => setRevised(false)} />}
      {checks.length > 0 ? (
        <Checks
          checks={checks}
          nameOf={() => order.code.display}
          reasons={reasons}
          onChange={(next) => changeReasons(() => next)}
        />
      ) : (
        <ProblemNotice problem={act.problem} />
      )}
    </div>
  );
}

function sendAct(
  { id, version, startedAt }: OrderResponse,
  what: OrderAct,
  reason: string,
  overrides: ReturnType<typeof overridesOf>,
): Promise<{ data?: OrderResponse }> {
  const call = { path: { id }, headers: { 'If-Match': etag(version) } };
  if (what === 'sign') return postApiV1OrdersByIdSign({ ...call, body: overrides.length > 0 ? { overrides } : {} });
  if (what === 'complete') return postApiV1OrdersByIdComplete(call);
  if (what === 'hold') return postApiV1OrdersByIdHold({ ...call, body: reason ? { reason } : {} });
  if (what === 'resume') return postApiV1OrdersByIdResume(call);
  // What was begun is discontinued, not cancelled.
  if (startedAt !== null) return postApiV1OrdersByIdDiscontinue({ ...call, body: { reason } });
  return postApiV1OrdersByIdCancel({ ...call, body: { reason } });
}
