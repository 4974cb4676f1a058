import { Stack, Text, TextInput } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import {
  postApiV1OrdersByIdRevise,
  type BasketOrderDto,
  type OrderResponse,
  type ReviseOrderDto,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActButton, stillNeeded } from '../shell/act-button.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useFields } from '../shell/use-fields.ts';
import { useKept } from '../shell/use-kept.ts';
import { useWords } from '../words/use-words.ts';
import { BasketLine } from './basket-line.tsx';
import { Checks, checksOf, overridesOf, type Reasons } from './checks.tsx';
import { lineOf, mistakesIn, orderOf, type Line } from './line.ts';
import { usePreview } from './preview.tsx';

/** An order as one that is written anew: what nobody said of it is absent, and it belongs to no set. */
function asWritten(order: OrderResponse): BasketOrderDto {
  const { kind, priority, instructions, question, bodySite, laterality, speciality, route } = order;
  const { code, medication, dose, timing, units, slidingScale, loadingDose, infusion, titration } = order;
  const said = { instructions, question, bodySite, laterality, speciality, route, dose, timing, units, slidingScale };
  const given = Object.entries({ ...said, loadingDose, infusion, titration }).filter(([, value]) => value !== null);
  return { kind, priority, code: medication ?? code, ...Object.fromEntries(given) } as BasketOrderDto;
}

interface Props {
  readonly order: OrderResponse;
  readonly onDone: (said: string) => void;
  readonly onCancel: () => void;
}

/** Replaces an order that has effect by a new one, signed with it: the old one ends, and stays readable. */
export function ReviseOrder({ order, onDone, onCancel }: Props) {
  const start = lineOf(asWritten(order));
  return start ? <Revise order={order} start={start} onDone={onDone} onCancel={onCancel} /> : null;
}

function Revise({ order, start, onDone, onCancel }: Props & { readonly start: Line }) {
  const words = useWords();
  const queries = useQueryClient();
  const [line, change, forgetLine] = useKept<Line>(`revise ${order.id}`, start);
  const { fields, typed, clear } = useFields({ reason: '' }, `why revise ${order.id}`);
  const [reasons, changeReasons, forgetReasons] = useKept<Reasons>(`overrides of revised ${order.id}`, {});
  const [isTried, setTried] = useState(false);
  const forget = () => {
    forgetLine();
    clear();
    forgetReasons();
  };
  const act = useAct(async (body: ReviseOrderDto) => {
    const call = { path: { id: order.id }, body, headers: { 'If-Match': etag(order.version) } };
    const { number } = await answerOf(postApiV1OrdersByIdRevise(call));
    forget();
    onDone(words.basket.revised(order.number, number));
    for (const key of ['orders', 'mar', 'chart', 'tasks']) void queries.invalidateQueries({ queryKey: [key] });
  });
  const checks = checksOf(act.problem);
  const mistakes = mistakesIn(line, words);
  const previews = usePreview(order.encounterId, [line], order.id);
  const reason = fields.reason.trim();
  const send = () => {
    setTried(true);
    if (Object.keys(mistakes).length > 0) return;
    const overrides = overridesOf(checks, reasons);
    void act.run({ ...orderOf(line), reason, ...(overrides.length > 0 && { overrides }) });
  };
  return (
    <Stack gap="xs">
      <Text>{words.basket.reviseAbout}</Text>
      <BasketLine
        line={line}
        mistakes={isTried ? mistakes : {}}
        preview={previews.get(line.key)}
        onChange={(next) => change(() => next)}
        onRemove={() => {
          forget();
          onCancel();
        }}
      />
      <TextInput
        label={words.basket.reviseWhy}
        required
        maxLength={500}
        w={420}
        autoComplete="off"
        {...typed('reason')}
      />
      {checks.length > 0 ? (
        <Checks
          checks={checks}
          nameOf={() => line.code.display}
          reasons={reasons}
          onChange={(next) => changeReasons(() => next)}
        />
      ) : (
        <ProblemNotice problem={act.problem} />
      )}
      <ActButton
        w="fit-content"
        loading={act.isBusy}
        blocked={stillNeeded(words, [[words.basket.reviseWhy, reason !== '']])}
        onClick={send}
      >
        {words.basket.revise}
      </ActButton>
    </Stack>
  );
}
