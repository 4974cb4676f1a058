import { useDebouncedValue } from '@mantine/hooks';

/**
 * What a list on the service is asked for while somebody types.
 * @param wait after the last letter, in ms
 * @returns what to ask, and how to tell whether an answer is of what stands in the field now. Until it is, nothing of it may be
 * chosen: whoever types fast and presses Enter would choose what another question has found.
 */
export function useAsked(typed: string, wait: number) {
  const now = typed.trim();
  const [q] = useDebouncedValue(now, wait);
  const isOf = (answer: {
    readonly isPlaceholderData: boolean;
    readonly isFetching: boolean;
    readonly data: unknown;
  }) => q === now && !answer.isPlaceholderData && !(answer.isFetching && answer.data === undefined);
  return { q, isOf };
}
