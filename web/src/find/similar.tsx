import { Anchor, Card, Stack, Text, Title } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { getApiV1Patients } from '../api/generated/index.ts';
import { answerOf } from '../api/answer.ts';
import { ServiceProblem } from '../api/problem.ts';
import { partialDate } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

interface Props {
  readonly name: string;
  readonly birthDate: string | undefined;
  readonly phone: string;
  readonly number: string;
}

/** People on record who look like whoever is being typed, each with what is alike. A number says more than a name. */
export function Similar({ name, birthDate, phone, number }: Props) {
  const words = useWords();
  const [byNumber] = useDebouncedValue(number.replace(/\s/g, ''), 500);
  const year = phone.trim() ? '' : (birthDate?.slice(0, 4) ?? '');
  const [byName] = useDebouncedValue(`${name.trim()} ${year}`.trim(), 500);
  const numbered = useFound(byNumber, byNumber.length >= 9);
  const named = useFound(byName, byName.includes(' '));
  const all = [...numbered.items, ...named.items];
  // Nobody is said to be alike before that was looked for.
  const isLooking = numbered.isLooking || named.isLooking || byName !== `${name.trim()} ${year}`.trim();
  const items = all.filter(({ id }, at) => all.findIndex((one) => one.id === id) === at);
  return (
    <Card withBorder component="aside">
      <Stack gap="xs">
        <Title order={2} size="h4">
          {words.register.similar}
        </Title>
        {items.length === 0 && <Text className="muted">{isLooking ? words.loading : words.register.noSimilar}</Text>}
        {items.map((patient) => (
          <Text key={patient.id}>
            <Anchor component={Link} to={`/patients/${patient.id}/stay`}>
              {patient.fullName}
            </Anchor>{' '}
            {patient.birthDate ? partialDate(patient.birthDate) : words.unknown} · {words.sex[patient.sex]} ·{' '}
            {patient.mrn} <span className="muted">{patient.found?.map(({ text }) => text).join('; ')}</span>
          </Text>
        ))}
      </Stack>
    </Card>
  );
}

function useFound(q: string, isEnough: boolean) {
  const found = useQuery({
    queryKey: ['find', q],
    queryFn: () => answerOf(getApiV1Patients({ query: { q, limit: 8 } })),
    enabled: isEnough,
    refetchOnWindowFocus: false,
  });
  const isNobody = found.error instanceof ServiceProblem || !isEnough;
  return { items: isNobody ? [] : (found.data?.items ?? []), isLooking: isEnough && found.isLoading };
}
