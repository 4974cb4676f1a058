import { Card, Stack, Text, Title } from '@mantine/core';
import type { ReactNode } from 'react';
import type { ChartResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';

/** One part of the chart. */
export function Section({
  title,
  isEmpty,
  more,
  children,
}: {
  readonly title: string;
  readonly isEmpty: boolean;
  readonly more?: string;
  readonly children: ReactNode;
}) {
  const words = useWords();
  return (
    <Card withBorder padding="sm" component="section">
      <Stack gap="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        {isEmpty ? <Text className="muted">{words.none}</Text> : children}
        {more && <Text className="muted">{words.chart.moreItems(more)}</Text>}
      </Stack>
    </Card>
  );
}

/** @param hidden how many of those that were answered are not shown */
export const moreOf = (chart: ChartResponse, part: string, hidden = 0): string | undefined => {
  const cut = chart.cut[part];
  const more = (cut?.more ?? 0) + hidden;
  return more > 0 ? `${more}${cut?.orMore ? '+' : ''}` : undefined;
};
