import { Alert, Button, Group, Select, Stack, Table, Text, Title } from '@mantine/core';
import { useState } from 'react';
import { client } from '../api/generated/client.gen.ts';
import { getApiV1AccessReview, type HeldRoleResponse } from '../api/generated/index.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { saveFile } from '../api/save-file.ts';
import { Scroll } from '../shell/scroll.tsx';
import { MorePages, usePages } from '../shell/pages.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { Waiting } from '../shell/waiting.tsx';
import { day, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';
import { actorName } from './actor-name.ts';

type Role = keyof ReturnType<typeof useWords>['role'];

/** Who holds which role, since when and given by whom; as a page, or taken along as a file. */
export function AccessReviewScreen() {
  const words = useWords();
  const [role, setRole] = useState<Role | null>(null);
  const held = usePages({
    queryKey: ['access-review', role],
    ask: (cursor) =>
      answerOf(
        getApiV1AccessReview({ query: { format: 'json', limit: 50, ...(role && { role: role as never }), ...cursor } }),
      ),
  });
  const download = useAct(async (asked: Role | null) => {
    const query = { format: 'csv', ...(asked && { role: asked }) };
    const { data } = await client.get<Blob>({ url: '/api/v1/access-review', query, parseAs: 'blob' });
    saveFile(data as unknown as Blob, 'access-review.csv');
    return true;
  });
  const [isTaken, setTaken] = useState(false);
  const take = async () => setTaken((await download.run(role)) === true);
  return (
    <Stack>
      <Group justify="space-between" align="flex-end">
        <Title order={1} size="h3">
          {words.privacy.reviewTitle}
        </Title>
        <Group align="flex-end">
          <Select
            label={words.privacy.role}
            placeholder={words.privacy.everyRole}
            clearable
            clearButtonProps={{ 'aria-label': words.privacy.everyRole }}
            data={Object.entries(words.role).map(([value, label]) => ({ value, label }))}
            value={role}
            onChange={(value) => setRole(value)}
          />
          <Button variant="default" loading={download.isBusy} onClick={() => void take()}>
            {words.privacy.download}
          </Button>
        </Group>
      </Group>
      <Text className="muted">{words.privacy.reviewAbout}</Text>
      <ProblemNotice problem={download.problem} />
      {isTaken && (
        <Alert role="status" color="green">
          {words.privacy.downloaded}
        </Alert>
      )}
      <Waiting of={held}>
        {(items) => (
          <>
            <Scroll label={words.privacy.reviewTitle}>
              <Table stickyHeader striped>
                <Table.Thead>
                  <Table.Tr>
                    {[
                      words.privacy.person,
                      words.privacy.role,
                      words.privacy.since,
                      words.privacy.grantedBy,
                      words.privacy.wards,
                      words.privacy.lastSignIn,
                    ].map((title) => (
                      <Table.Th key={title}>{title}</Table.Th>
                    ))}
                  </Table.Tr>
                </Table.Thead>
                <Table.Tbody>
                  {items.map((one) => (
                    <Row key={one.id} held={one} />
                  ))}
                </Table.Tbody>
              </Table>
            </Scroll>
            <MorePages of={held} />
          </>
        )}
      </Waiting>
    </Stack>
  );
}

function Row({ held }: { readonly held: HeldRoleResponse }) {
  const words = useWords();
  const { fullName, username, status, role, since, grantedBy, wards, hospitalWide, lastSignInAt } = held;
  return (
    <Table.Tr>
      <Table.Td>
        {fullName} <span className="muted">{username}</span>
        {status === 'left' && <span className="severe"> {words.privacy.left}</span>}
      </Table.Td>
      <Table.Td>{words.role[role] ?? role}</Table.Td>
      <Table.Td>{day(since)}</Table.Td>
      <Table.Td>
        {grantedBy ? actorName(words, { fullName: null, username: grantedBy.username }) : words.privacy.notKnown}
      </Table.Td>
      <Table.Td>{[...wards, ...(hospitalWide ? [words.privacy.hospitalWide] : [])].join(', ')}</Table.Td>
      <Table.Td>{lastSignInAt ? moment(lastSignInAt) : words.privacy.never}</Table.Td>
    </Table.Tr>
  );
}
