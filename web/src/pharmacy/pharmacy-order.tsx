import { Stack, Text } from '@mantine/core';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { getApiV1OrdersByIdPharmacy, type PharmacyOrderResponse } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { iMay } from '../api/rights.ts';
import { countedWords } from '../orders/order-words.ts';
import { Waiting } from '../shell/waiting.tsx';
import { figure, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { Dispensings } from './dispensings.tsx';
import { orderLine, productLine } from './pharmacy-words.ts';
import { PharmacyForm } from './pharmacy-form.tsx';

interface Props {
  readonly id: string;
  readonly onChanged: (said?: string) => void;
}

/** An order with what a pharmacist looks at: the checks as of now, allergies, weight, both versions of a substitution, what was given out. */
export function PharmacyOrder({ id, onChanged }: Props) {
  const queries = useQueryClient();
  const order = useQuery({
    queryKey: ['pharmacy-order', id],
    queryFn: () => answerOf(getApiV1OrdersByIdPharmacy({ path: { id } })),
  });
  const changed = (said?: string) => {
    void queries.invalidateQueries({ queryKey: ['pharmacy-order', id] });
    onChanged(said);
  };
  return (
    <Waiting of={order}>
      {(found) => (
        <Stack gap="sm">
          <Findings order={found} />
          <Versions order={found} />
          <Dispensings order={found} onChanged={changed} />
          {iMay('pharmacy.review') && <PharmacyForm key={found.review.version} order={found} onChanged={changed} />}
        </Stack>
      )}
    </Waiting>
  );
}

function Findings({ order }: { readonly order: PharmacyOrderResponse }) {
  const words = useWords();
  const { checksNow, checks, allergies, allergyStatus, weightKg } = order;
  const because = new Map(checks?.map(({ rule, overrideReason }) => [rule, overrideReason]));
  const stops = (severity: string) => severity === 'contraindicated' || severity === 'serious';
  return (
    <div>
      <Text>
        {words.pharmacy.allergies}:{' '}
        <strong className={allergyStatus === 'never-asked' ? 'severe' : undefined}>
          {allergies.map(({ display }) => display).join('; ') || words.pharmacy.neverAsked}
        </strong>{' '}
        · {weightKg === null ? words.pharmacy.noWeight : words.pharmacy.weight(figure(weightKg))}
      </Text>
      <Text fw={600}>{words.pharmacy.checksNow}</Text>
      {checksNow.length === 0 && <Text>{words.pharmacy.noChecks}</Text>}
      <ul>
        {checksNow.map(({ rule, severity, message, source }) => (
          <li key={`${rule} ${message}`} className={stops(severity) ? 'severe' : undefined}>
            {message} <span className="muted">{source}</span>
            {because.get(rule) && <div>{words.pharmacy.overriddenBecause(because.get(rule) ?? '')}</div>}
          </li>
        ))}
      </ul>
    </div>
  );
}

/** What was ordered, and what the pharmacy says of it. */
function Versions({ order }: { readonly order: PharmacyOrderResponse }) {
  const words = useWords();
  const { review, instructions, signedAt, requestedBy } = order;
  const { product, proposal, question, answer, reason, comment, reviewedBy, reviewedAt, answeredBy } = review;
  const who = [reviewedBy?.fullName, reviewedAt && moment(reviewedAt)].filter(Boolean).join(', ');
  const lines: readonly (readonly [string, string | null | undefined])[] = [
    [words.pharmacy.ordered, [order.code.display, orderLine(words, order), instructions].filter(Boolean).join(' · ')],
    [words.pharmacy.counted, countedWords(order, words)],
    ['', [requestedBy?.fullName, signedAt && moment(signedAt)].filter(Boolean).join(', ')],
    [words.pharmacy.states[review.status], who],
    [words.pharmacy.givenOut, product && [productLine(product), reason].filter(Boolean).join(' · ')],
    [words.pharmacy.question, question],
    [words.pharmacy.proposal, proposal && productLine(proposal)],
    [words.pharmacy.answer, answer && [answer, answeredBy?.fullName].filter(Boolean).join(' · ')],
    [words.pharmacy.comment, comment],
  ];
  return (
    <div>
      {lines.map(
        ([label, text]) =>
          text && (
            <div key={`${label} ${text}`}>
              {label && <span className="muted">{label}: </span>}
              {text}
            </div>
          ),
      )}
    </div>
  );
}
