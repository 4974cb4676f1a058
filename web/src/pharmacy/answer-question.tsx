import { Text, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { getApiV1OrdersByIdPharmacy, postApiV1OrdersByIdPharmacyAnswer } from '../api/generated/index.ts';
import { etag, useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { ActForm } from '../shell/act-form.tsx';
import { useFields } from '../shell/use-fields.ts';
import { Waiting } from '../shell/waiting.tsx';
import { useWords } from '../words/use-words.ts';
import { orderLine, productLine } from './pharmacy-words.ts';

interface Props {
  readonly orderId: string;
  readonly onDone: () => void;
}

/** What the pharmacist asks, and the doctor's answer: the order is kept for a reason, or replaced in the chart. */
export function AnswerQuestion({ orderId, onDone }: Props) {
  const words = useWords();
  const order = useQuery({
    queryKey: ['pharmacy-order', orderId],
    queryFn: () => answerOf(getApiV1OrdersByIdPharmacy({ path: { id: orderId } })),
  });
  const form = useFields({ answer: '' }, `answer ${orderId}`);
  const act = useAct(async ({ version, answer }: { version: number; answer: string }) => {
    await answerOf(
      postApiV1OrdersByIdPharmacyAnswer({
        path: { id: orderId },
        headers: { 'If-Match': etag(version) },
        body: { answer },
      }),
    );
    form.clear();
    onDone();
  });
  return (
    <Waiting of={order}>
      {(found) => (
        <ActForm
          act={act}
          label={words.pharmacy.keep}
          onSubmit={() => void act.run({ version: found.review.version, answer: form.fields.answer })}
        >
          <Text>
            <strong>{found.code.display}</strong> {orderLine(words, found)}
          </Text>
          <Text>
            {words.pharmacy.question}: <strong>{found.review.question}</strong>
          </Text>
          {found.review.proposal && (
            <Text>
              {words.pharmacy.proposal}: {productLine(found.review.proposal)}
            </Text>
          )}
          <Text className="muted">{words.pharmacy.keepHint}</Text>
          <TextInput label={words.pharmacy.keepBecause} required maw={520} {...form.typed('answer')} />
        </ActForm>
      )}
    </Waiting>
  );
}
