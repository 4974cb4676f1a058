import { Anchor, Card, Stack, Text, Title } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { ChartResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';
import type { Words } from '../words/vi.ts';

interface SectionProps {
  /** Which part of the chart: how it is said that there is nothing. */
  readonly part: keyof Words['chart']['empty'];
  readonly title: string;
  readonly isEmpty: boolean;
  readonly more?: string;
  /** Where the rest of it is. */
  readonly rest?: string;
  readonly children: ReactNode;
}

/** A part of the chart: what there is, that there is nothing, and where more of it is. */
export function Section({ part, title, isEmpty, more, rest, children }: SectionProps) {
  const words = useWords();
  return (
    <Card withBorder padding="sm" component="section">
      <Stack gap="xs">
        <Title order={2} size="h4">
          {title}
        </Title>
        {isEmpty ? <Text className="muted">{words.chart.empty[part]}</Text> : children}
        {more && !rest && <Text className="muted">{words.chart.moreItems(more)}</Text>}
        {more && rest && (
          <Anchor component={Link} to={rest} aria-label={`${title}: ${words.chart.moreItems(more)}`}>
            {words.chart.moreItems(more)}
          </Anchor>
        )}
      </Stack>
    </Card>
  );
}

/** How many of a part are not shown, as far as they were counted. @param hidden how many of those that were answered are not shown */
export const moreOf = (chart: ChartResponse, part: string, hidden = 0): string | undefined => {
  const cut = chart.cut[part];
  const more = (cut?.more ?? 0) + hidden;
  return more > 0 ? `${more}${cut?.orMore ? '+' : ''}` : undefined;
};
