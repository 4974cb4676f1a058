import { Alert, Button, Group, Select, Stack, Text, Title } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  getApiV1OrderSets,
  postApiV1EncountersByIdOrders,
  type CreatedOrderResponse,
  type OrderSetResponse,
  type WriteOrdersDto,
} from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { ActButton } from '../shell/act-button.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useKept } from '../shell/use-kept.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';
import { BasketLine } from './basket-line.tsx';
import { KINDS, type OrderKind } from './catalogue.ts';
import { Checks, checksOf, overridesOf, type Reasons } from './checks.tsx';
import { lineOf, mistakesIn, newLine, orderOf, type Line } from './line.ts';
import { NOT_VERBAL, Verbal, type SaidAloud } from './verbal.tsx';
import { countedWords } from './order-words.ts';
import { isOfThePatient, PreviewOfPatient, usePreview } from './preview.tsx';
import { WhatToOrder } from './what-to-order.tsx';

interface Props {
  readonly encounterId: string;
  readonly patientId: string;
}

const NO_LINES: readonly Line[] = [];

/** Orders of every kind, and sets of them, that are signed together: all of them or none. */
export function Basket({ encounterId, patientId }: Props) {
  const words = useWords();
  const queries = useQueryClient();
  const [lines, change, forget] = useKept(`orders ${encounterId}`, NO_LINES);
  const [isTried, setTried] = useState(false);
  const [reasons, changeReasons, forgetReasons] = useKept<Reasons>(`overrides ${encounterId}`, {});
  const setReasons = (next: Reasons) => changeReasons(() => next);
  const [said, setSaid] = useState<SaidAloud>(NOT_VERBAL);
  const [told, setTold] = useState<readonly string[]>([]);
  const act = useAct(async (body: WriteOrdersDto, key) => {
    const written = await answerOf(
      postApiV1EncountersByIdOrders({ path: { id: encounterId }, body, headers: { 'Idempotency-Key': key } }),
    );
    const orders = 'orders' in written ? written.orders : [written];
    forget();
    setTried(false);
    forgetReasons();
    setSaid(NOT_VERBAL);
    // What is said of the patient, such as that nobody asked about allergies, is said once.
    setTold([words.orders.sent(orders.length), ...new Set(orders.flatMap((order) => toldOf(order, words)))]);
    for (const list of ['orders', 'mar']) void queries.invalidateQueries({ queryKey: [list, encounterId] });
    void queries.invalidateQueries({ queryKey: ['chart', patientId] });
  });
  const add = (more: readonly Line[]) => {
    change((before) => [...before, ...more]);
    setTold([]);
  };
  const checks = checksOf(act.problem);
  const send = () => {
    setTried(true);
    if (lines.some((line) => Object.keys(mistakesIn(line, words)).length > 0)) return;
    const overrides = overridesOf(checks, reasons);
    const how = said.orderedBy ? { verbal: { orderedBy: said.orderedBy, readBack: true as const } } : { sign: true };
    void act.run({ orders: lines.map(orderOf), ...how, ...(overrides.length > 0 && { overrides }) });
  };
  const isRead = said.orderedBy === '' || said.isReadBack;
  const previews = usePreview(encounterId, lines);
  return (
    <Stack>
      <Title order={2} size="h4">
        {words.basket.title}
      </Title>
      <Add onAdd={add} />
      {lines.map((line) => (
        <BasketLine
          key={line.key}
          line={line}
          mistakes={isTried ? mistakesIn(line, words) : {}}
          preview={previews.get(line.key)}
          onChange={(next) => change((all) => all.map((one) => (one.key === next.key ? next : one)))}
          onRemove={() => change((all) => all.filter(({ key }) => key !== line.key))}
        />
      ))}
      <PreviewOfPatient lines={lines} previews={previews} />
      {told.length > 0 && (
        <Alert role="status" color={told.some((line) => line.endsWith(words.basket.doseNotChecked)) ? 'blue' : 'green'}>
          {told.map((line) => (
            <Text key={line}>{line}</Text>
          ))}
        </Alert>
      )}
      {checks.length > 0 ? (
        <Checks
          checks={checks}
          nameOf={(order) => lines[order]?.code.display ?? ''}
          reasons={reasons}
          onChange={setReasons}
        />
      ) : (
        <ProblemNotice problem={act.problem} />
      )}
      {lines.length > 0 && (
        <>
          {!iMay('order.write') && <Verbal said={said} onChange={setSaid} />}
          <ActButton
            loading={act.isBusy}
            blocked={isRead ? undefined : words.basket.readBackFirst}
            onClick={send}
            w="fit-content"
          >
            {said.orderedBy ? words.basket.takeVerbal : words.orders.sendAll} ({lines.length})
          </ActButton>
        </>
      )}
    </Stack>
  );
}

/** What is told of an order that was signed: what it comes to in pieces, that it is there already, and what the checks found. */
function toldOf(order: CreatedOrderResponse, words: Words): string[] {
  const { display } = order.code;
  const found = order.checks ?? [];
  const checks = found.map(({ message }) => message);
  // Each is told once: a check says which order is there already, and most name the medicine themselves.
  const doubled = order.warnings.filter(({ number }) => !checks.some((message) => message.includes(number)));
  return [
    ...[countedWords(order, words)].filter(Boolean).map((counted) => `${display}: ${counted}`),
    ...(order.doseCheck === 'not-checked' ? [`${display}: ${words.basket.doseNotChecked}`] : []),
    ...doubled.map(({ number }) => words.orders.duplicate(number)),
    ...found.map((check) =>
      check.message.includes(display) || isOfThePatient(check, display)
        ? check.message
        : `${display}: ${check.message}`,
    ),
  ];
}

/** A kind and what of it; or a set, whose lines come into the basket to be adjusted. */
function Add({ onAdd }: { readonly onAdd: (lines: readonly Line[]) => void }) {
  const words = useWords();
  const language = useLanguage();
  const [kind, setKind] = useState<OrderKind>('laboratory');
  const [chosen, setChosen] = useState<OrderSetResponse>();
  const sets = useQuery({
    queryKey: ['order-sets', language],
    queryFn: () => answerOf(getApiV1OrderSets()),
    staleTime: 60 * 60_000,
  });
  const choose = (code: string | null) => {
    const set = sets.data?.items.find((one) => one.code === code);
    setChosen(set);
    if (set) onAdd(set.lines.filter(({ optional }) => !optional).flatMap(({ order }) => lineOf(order) ?? []));
  };
  const more = chosen?.lines.filter(({ optional }) => optional) ?? [];
  return (
    <>
      <Group align="flex-start">
        <Select
          label={words.basket.kind}
          allowDeselect={false}
          w={220}
          value={kind}
          data={KINDS.map((value) => ({ value, label: words.basket.kinds[value] }))}
          onChange={(value) => value && setKind(value)}
        />
        <WhatToOrder
          key={kind}
          kind={kind}
          onChoose={(code, typed, alike) => onAdd([newLine(kind, code, typed, alike)])}
        />
        <Select
          label={words.basket.set}
          w={320}
          value={null}
          data={(sets.data?.items ?? []).map(({ code, title }) => ({ value: code, label: title }))}
          onChange={choose}
        />
      </Group>
      {chosen && (
        <Text className="muted">
          {words.basket.fromSet(chosen.title)} · {words.basket.source(chosen.source)}
        </Text>
      )}
      {more.length > 0 && (
        <Group>
          <Text>{words.basket.optionalLines}</Text>
          {more.map(({ key, display, order }) => (
            <Button
              key={key}
              variant="default"
              size="compact-sm"
              onClick={() => onAdd([lineOf(order)].filter((line) => line !== undefined))}
            >
              {words.basket.addLine(display)}
            </Button>
          ))}
        </Group>
      )}
    </>
  );
}
