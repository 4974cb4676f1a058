import { Text } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import {
  postApiV1EncountersByIdOrdersPreview,
  type OrderCheckResponse,
  type PreviewedOrderResponse,
} from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { useLanguage, useWords } from '../words/use-words.ts';
import { mistakesIn, orderOf, type Line } from './line.ts';

/** After the last letter, in ms. */
const WAIT = 500;

/** What the checks say of the lines that are whole, by the key of the line; asked for while they are typed, once there is a medicine among them. */
export function usePreview(
  encounterId: string,
  lines: readonly Line[],
  replaces?: string,
): ReadonlyMap<string, PreviewedOrderResponse> {
  const words = useWords();
  const language = useLanguage();
  const whole = lines.filter((line) => Object.keys(mistakesIn(line, words)).length === 0);
  const body = { orders: whole.map(orderOf), ...(replaces !== undefined && { replaces }) };
  const said = whole.map((line, at) => ({ key: line.key, order: JSON.stringify(body.orders[at]) }));
  const now = JSON.stringify([said, replaces]);
  const [asked] = useDebouncedValue(now, WAIT);
  const answer = useQuery({
    queryKey: ['orders-preview', encounterId, language, now],
    queryFn: async () => {
      const { orders } = await answerOf(postApiV1EncountersByIdOrdersPreview({ path: { id: encounterId }, body }));
      return said.map((one, at) => ({ ...one, found: orders[at] }));
    },
    enabled: asked === now && whole.some(({ kind }) => kind === 'medication'),
    // What was found of the other lines stands until it is found anew: nothing jumps at each letter.
    placeholderData: keepPreviousData,
    staleTime: 30_000,
    retry: false,
  });
  const isNow = (one: { key: string; order: string }) =>
    said.some(({ key, order }) => key === one.key && order === one.order);
  return new Map((answer.data ?? []).filter(isNow).flatMap(({ key, found }) => (found ? [[key, found] as const] : [])));
}

/** That nobody was asked about allergies is said of the patient, once. */
export const isOfThePatient = (
  { rule, severity, message }: Pick<OrderCheckResponse, 'rule' | 'severity' | 'message'>,
  display: string,
): boolean => rule === 'allergies' && severity === 'not-judged' && !message.includes(display);

interface Props {
  /** What is ordered. */
  readonly of: string;
  readonly preview: PreviewedOrderResponse;
}

/** What the checks say of one order, before it is signed. */
export function Preview({ of, preview }: Props) {
  const words = useWords();
  const checks = preview.checks.filter((check) => !isOfThePatient(check, of));
  return (
    <div role="status" aria-label={words.basket.previewOf(of)} className="preview">
      {checks.length === 0 && preview.doseCheck === 'checked' && (
        <Text size="sm" className="muted">
          {words.basket.previewFine}
        </Text>
      )}
      {checks.map(({ rule, severity, message, source, stops }) => (
        <Text key={rule + message} size="sm" className={stops ? 'severe' : undefined}>
          <strong>{words.basket.severities[severity] ?? severity}:</strong> {message}{' '}
          <span className="muted">{words.basket.source(source)}</span>
        </Text>
      ))}
    </div>
  );
}

/** What is said once of all lines together. */
export function PreviewOfPatient({
  lines,
  previews,
}: {
  readonly lines: readonly Line[];
  readonly previews: ReadonlyMap<string, PreviewedOrderResponse>;
}) {
  const said = lines.flatMap(({ key, code }) =>
    (previews.get(key)?.checks ?? [])
      .filter((check) => isOfThePatient(check, code.display))
      .map(({ message }) => message),
  );
  return [...new Set(said)].map((message) => (
    <Text key={message} size="sm" className="muted">
      {message}
    </Text>
  ));
}
