import { Group, SegmentedControl, Select, Text, TextInput } from '@mantine/core';
import { useState } from 'react';
import type { PharmacyOrderResponse } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { unitWords } from '../medicines/dose-words.ts';
import { ActForm } from '../shell/act-form.tsx';
import { DateField } from '../shell/date-field.tsx';
import { useFields, type Fields } from '../shell/use-fields.ts';
import { WhatToOrder } from '../orders/what-to-order.tsx';
import { figuresIn } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import {
  actsOn,
  asksWhy,
  isAllOut,
  NOTHING_TYPED,
  PACK_UNITS,
  send,
  type PharmacyAct,
  type Typed,
} from './pharmacy-acts.ts';

interface Props {
  readonly order: PharmacyOrderResponse;
  readonly onChanged: (said?: string) => void;
}

/** What the pharmacist does with an order: verify, ask, substitute, give out. */
export function PharmacyForm({ order, onChanged }: Props) {
  const words = useWords();
  const acts = actsOn(order);
  const [chosen, setChosen] = useState<PharmacyAct>();
  const what = chosen ?? acts[0];
  const form = useFields(NOTHING_TYPED, `pharmacy ${order.id}`);
  const act = useAct(async (said: { what: PharmacyAct; typed: Typed }, key) => {
    await send(order, said.what, said.typed, key);
    form.clear();
    onChanged(words.pharmacy.done(order.code.display ?? '', words.pharmacy.acts[said.what]));
  });
  if (!what) return null;
  const text = (name: keyof Typed, label: string, w: number, required = true) => (
    <TextInput label={label} required={required} autoComplete="off" w={w} {...form.typed(name)} />
  );
  return (
    <ActForm
      act={act}
      label={words.pharmacy.acts[what]}
      blocked={what === 'substitute' && !form.fields.code ? words.pharmacy.chooseProduct : undefined}
      onSubmit={() => void act.run({ what, typed: form.fields })}
    >
      {acts.length > 1 && (
        <SegmentedControl
          aria-label={words.pharmacy.what}
          w="fit-content"
          value={what}
          onChange={(value) => {
            setChosen(value);
            act.clear();
          }}
          data={acts.map((value) => ({ value, label: words.pharmacy.acts[value] }))}
        />
      )}
      <Group align="flex-start" gap="sm">
        {what === 'verify' && text('comment', words.pharmacy.comment, 420, false)}
        {what === 'question' && text('question', words.pharmacy.questionField, 520)}
        {what === 'substitute' && (
          <>
            <Substitute form={form} />
            {text('form', words.pharmacy.form, 140, false)}
            {text('strength', words.pharmacy.strength, 140, false)}
            {text('reason', words.pharmacy.reason, 320)}
          </>
        )}
        {what === 'dispense' && (
          <>
            {text('quantity', words.pharmacy.quantity, 120)}
            {order.supply && <Text>{words.basket.supply(order.supply.inWords)}</Text>}
            <Select
              label={words.pharmacy.unit}
              allowDeselect={false}
              w={140}
              data={PACK_UNITS.map((value) => ({ value, label: unitWords(words, value) }))}
              {...form.chosen('unit')}
            />
            {text('lot', words.pharmacy.lot, 140)}
            <DateField label={words.pharmacy.expiresOn} required w={190} {...form.typed('expiresOn')} />
            <Select
              label={words.pharmacy.howMuch}
              allowDeselect={false}
              w={250}
              data={[
                { value: 'yes', label: words.pharmacy.complete },
                { value: 'no', label: words.pharmacy.partial },
              ]}
              {...form.chosen('complete')}
            />
            {(isAllOut(order) || asksWhy(act.problem)) && text('reason', words.pharmacy.reason, 320)}
          </>
        )}
      </Group>
    </ActForm>
  );
}

/** What is given out instead: found by its name in the formulary; what is in none is taken in the words that were typed. */
function Substitute({ form }: { readonly form: Fields<Typed> }) {
  const words = useWords();
  const { product, code } = form.fields;
  return (
    <div>
      <WhatToOrder
        kind="medication"
        label={words.pharmacy.product}
        onChoose={(chosen, _, __, strengths = []) =>
          form.set({
            ...{ product: chosen.display, code: chosen.code, system: chosen.system },
            ...(strengths.length === 1 && { strength: figuresIn(strengths[0] ?? '') }),
          })
        }
      />
      {code && (
        <Text>
          {words.pharmacy.chosen}: <strong>{product}</strong>
        </Text>
      )}
    </div>
  );
}
