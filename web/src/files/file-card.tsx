import { Anchor, Badge, Button, Card, Group, Stack, Text } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { etag, useAct } from '../api/act.ts';
import { postApiV1FilesByIdMarkInError, type StoredFileResponse } from '../api/generated/index.ts';
import { client } from '../api/generated/client.gen.ts';
import { TAKEN } from '../api/paper-tab.ts';
import { fetchPdf } from '../api/pdf.ts';
import { iMay } from '../api/rights.ts';
import { MarkInError } from '../shell/mark-in-error.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { day, moment } from '../words/moments.ts';
import { useWords } from '../words/use-words.ts';

/** One file: what it is and who added it; opened, a picture stands here, and a PDF in a tab of its own. */
export function FileCard({ file }: { readonly file: StoredFileResponse }) {
  const words = useWords();
  const isPaper = file.mediaType === 'application/pdf';
  const [address, setAddress] = useState<string>();
  const act = useAct(async (_: undefined) => {
    if (isPaper) {
      setAddress(await fetchPdf(file.content));
      return;
    }
    const { data } = await client.get<Blob>({ url: file.content, parseAs: 'blob' });
    setAddress(URL.createObjectURL(data as unknown as Blob));
  });
  useEffect(() => {
    if (!address) return undefined;
    const gone = isPaper ? setTimeout(() => setAddress(undefined), TAKEN) : undefined;
    return () => {
      clearTimeout(gone);
      // What was shown does not stay in the browser's memory behind the screen.
      URL.revokeObjectURL(address);
    };
  }, [address, isPaper]);
  return (
    <Card withBorder padding="sm" component="article">
      <Stack gap="xs">
        <Group gap="xs">
          <Text fw={600}>{file.title}</Text>
          <Badge variant="light">{file.kindText}</Badge>
          {file.status !== 'current' && <Badge color="red">{words.files.inError}</Badge>}
        </Group>
        <Text className="muted" size="sm">
          {[
            file.datedOn ? words.files.dated(day(file.datedOn)) : '',
            words.files.addedBy(file.addedBy?.fullName ?? '', moment(file.addedAt)),
            sizeText(file.size),
          ]
            .filter(Boolean)
            .join(' · ')}
        </Text>
        {file.statusReason && <Text size="sm">{file.statusReason}</Text>}
        {file.sameAs && <Text size="sm">{words.files.same}</Text>}
        <ProblemNotice problem={act.problem} />
        {address ? (
          <Opened file={file} address={address} onClose={() => setAddress(undefined)} />
        ) : (
          <Button
            variant="default"
            size="compact-md"
            w="fit-content"
            loading={act.isBusy}
            onClick={() => void act.run(undefined)}
          >
            {words.files.open(file.title)}
          </Button>
        )}
        {file.status === 'current' && iMay('file.add') && <InError file={file} />}
      </Stack>
    </Card>
  );
}

/** Says that a file was added in error; it stays. */
function InError({ file }: { readonly file: StoredFileResponse }) {
  const queries = useQueryClient();
  const headers = { 'If-Match': etag(file.version) };
  return (
    <MarkInError
      id={file.id}
      what={file.title}
      mark={(reason) => postApiV1FilesByIdMarkInError({ path: { id: file.id }, body: { reason }, headers })}
      onDone={() => {
        for (const key of ['files', 'chart']) void queries.invalidateQueries({ queryKey: [key] });
      }}
    />
  );
}

interface OpenedProps {
  readonly file: StoredFileResponse;
  readonly address: string;
  readonly onClose: () => void;
}

function Opened({ file, address, onClose }: OpenedProps) {
  const words = useWords();
  return (
    <Stack gap="xs">
      {file.mediaType.startsWith('image/') && (
        <img src={address} alt={file.title} style={{ maxWidth: '100%', maxHeight: '75vh', objectFit: 'contain' }} />
      )}
      <Group>
        <Anchor href={address} download={`${file.kind}-${file.id}`}>
          {words.files.save}
        </Anchor>
        <Button variant="subtle" size="compact-md" onClick={onClose}>
          {words.files.hide}
        </Button>
      </Group>
    </Stack>
  );
}

const sizeText = (bytes: number): string =>
  bytes < 1_048_576 ? `${Math.max(1, Math.round(bytes / 1024))} kB` : `${(bytes / 1_048_576).toFixed(1)} MB`;
