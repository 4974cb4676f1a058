import { Group, Text, TextInput } from '@mantine/core';
import {
  postApiV1DispensingsByIdReturn,
  type DispensingResponse,
  type PharmacyOrderResponse,
} from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { Folded } from '../chart/folded.tsx';
import { unitWords } from '../medicines/dose-words.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { figure, moment, partialDate, readAmount } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly order: PharmacyOrderResponse;
  readonly onChanged: (said?: string) => void;
}

/** What was given out for an order, and what of it came back. */
export function Dispensings({ order, onChanged }: Props) {
  const words = useWords();
  if (order.dispensings.length === 0) return null;
  return (
    <div>
      <Text fw={600}>{words.pharmacy.dispensings}</Text>
      {order.dispensings.map((one) => (
        <One key={one.id} dispensing={one} onChanged={onChanged} />
      ))}
    </div>
  );
}

interface OneProps {
  readonly dispensing: DispensingResponse;
  readonly onChanged: (said?: string) => void;
}

function One({ dispensing, onChanged }: OneProps) {
  const words = useWords();
  const { product, quantity, unit, lot, expiresOn, complete, returnedQuantity, dispensedAt, dispensedBy } = dispensing;
  const form = useFields({ quantity: '', reason: '' }, `return ${dispensing.id}`);
  const act = useAct(async ({ quantity: typed, reason }: typeof form.fields) => {
    await answerOf(
      postApiV1DispensingsByIdReturn({
        path: { id: dispensing.id },
        headers: { 'If-Match': etag(dispensing.version) },
        body: { quantity: readAmount(typed), reason },
      }),
    );
    form.clear();
    onChanged(words.pharmacy.done(product, words.pharmacy.giveBack));
  });
  const line = [
    `${figure(quantity)} ${unitWords(words, unit)}`,
    words.pharmacy.lotLine(lot, partialDate(expiresOn)),
    complete ? null : words.pharmacy.partial,
    returnedQuantity > 0 ? words.pharmacy.returned(figure(returnedQuantity)) : null,
    dispensedBy?.fullName,
    moment(dispensedAt),
  ];
  return (
    <div>
      {product} · {line.filter(Boolean).join(' · ')}
      {iMay('pharmacy.dispense') && dispensing.status === 'dispensed' && (
        <Folded label={words.pharmacy.giveBack}>
          <ActForm act={act} label={words.pharmacy.giveBack} onSubmit={() => void act.run(form.fields)}>
            <Group align="flex-start">
              <TextInput
                label={words.pharmacy.returnQuantity}
                inputMode="decimal"
                required
                w={180}
                {...form.typed('quantity')}
              />
              <TextInput label={words.pharmacy.reason} required w={360} {...form.typed('reason')} />
            </Group>
          </ActForm>
        </Folded>
      )}
    </div>
  );
}
