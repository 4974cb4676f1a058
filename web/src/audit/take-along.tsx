import { Alert, Button, FileInput, Group, Select, Stack, Text } from '@mantine/core';
import { useRef, useState } from 'react';
import { getApiV1AuditKeys } from '../api/generated/index.ts';
import { client } from '../api/generated/client.gen.ts';
import { useAct } from '../api/act.ts';
import { answerOf } from '../api/answer.ts';
import { saveFile } from '../api/save-file.ts';
import { Folded } from '../chart/folded.tsx';
import { ActForm } from '../shell/act-form.tsx';
import { ProblemNotice } from '../shell/problem-notice.tsx';
import { useWords } from '../words/use-words.ts';
import { verifyExported, type ExportVerdict } from './exported.ts';
import type { Query } from './question-form.tsx';
import { Signature } from './signature.tsx';

type Format = 'csv' | 'ndjson' | 'fhir';

/** Events of the question as a file, and a file checked that was taken along before. */
export function TakeAlong({ asked }: { readonly asked: Query }) {
  const words = useWords();
  return (
    <Group gap="xs" align="flex-start">
      <Folded label={words.audit.take}>
        <Download asked={asked} />
      </Folded>
      <Folded label={words.audit.checkFile}>
        <CheckFile />
      </Folded>
    </Group>
  );
}

interface Taken {
  readonly name: string;
  readonly bytes: number;
  readonly notCovered: string | null;
  readonly verdict: ExportVerdict | undefined;
}

/** A stream as it comes, with its size told meanwhile; a file of the trail as it was sealed is checked before anybody takes it for whole. */
function Download({ asked }: { readonly asked: Query }) {
  const words = useWords();
  const [format, setFormat] = useState<Format>('csv');
  const [bytes, setBytes] = useState<number>();
  const [taken, setTaken] = useState<Taken>();
  const [isBroken, setBroken] = useState(false);
  const stop = useRef<AbortController>(undefined);
  const act = useAct(async ({ format: of, ...query }: Query & { readonly format: Format }) => {
    setTaken(undefined);
    setBroken(false);
    stop.current = new AbortController();
    const { data, response } = await client.get<ReadableStream<Uint8Array>>({
      url: '/api/v1/audit/export',
      query: { ...query, format: of, ...(of === 'ndjson' && { proof: 'inclusion' }) },
      parseAs: 'stream',
      signal: stop.current.signal,
    });
    const parts = await received(data as unknown as ReadableStream<Uint8Array>, setBytes);
    if (!parts) {
      setBroken(!stop.current.signal.aborted);
      return;
    }
    const file = new Blob(parts as BlobPart[]);
    const name = /filename="([^"]+)"/.exec(response?.headers.get('Content-Disposition') ?? '')?.[1] ?? `audit.${of}`;
    const verdict = of === 'ndjson' ? await verdictOf(file) : undefined;
    saveFile(file, name);
    setTaken({ name, bytes: file.size, notCovered: response?.headers.get('X-Not-Covered') ?? null, verdict });
  });
  return (
    <ActForm
      act={act}
      label={words.audit.download}
      onSubmit={() => void act.run({ ...asked, format })}
      aside={
        act.isBusy && (
          <Button variant="default" onClick={() => stop.current?.abort()}>
            {words.audit.stop}
          </Button>
        )
      }
    >
      <Text className="muted">{words.audit.takeAbout}</Text>
      <Select
        label={words.audit.format}
        allowDeselect={false}
        maw={420}
        value={format}
        data={Object.entries(words.audit.formats).map(([value, label]) => ({ value, label }))}
        onChange={(value) => setFormat((value ?? 'csv') as Format)}
      />
      {act.isBusy && bytes !== undefined && <Text role="status">{words.audit.received(sizeText(bytes))}</Text>}
      {isBroken && (
        <Alert role="alert" color="red">
          {words.audit.broken}
        </Alert>
      )}
      {taken && (
        <>
          <Text role="status">{words.audit.taken(taken.name, sizeText(taken.bytes))}</Text>
          {taken.notCovered && <Text className="unsaved">{words.audit.months(taken.notCovered)}</Text>}
          {taken.verdict && <Verdict verdict={taken.verdict} />}
        </>
      )}
    </ActForm>
  );
}

/**
 * Reads a stream to its end.
 * @param told how many bytes there are so far
 * @returns undefined where it broke off, or was stopped: a part is no answer
 */
async function received(stream: ReadableStream<Uint8Array>, told: (bytes: number) => void) {
  const parts: Uint8Array[] = [];
  let bytes = 0;
  const reader = stream.getReader();
  try {
    for (let part = await reader.read(); !part.done; part = await reader.read()) {
      parts.push(part.value);
      bytes += part.value.length;
      told(bytes);
    }
    return parts;
  } catch {
    return undefined;
  }
}

async function verdictOf(file: Blob): Promise<ExportVerdict | undefined> {
  const { items } = await answerOf(getApiV1AuditKeys());
  return verifyExported(
    (await file.text()).split('\n'),
    items.map(({ verifierKey }) => verifierKey),
  );
}

const sizeText = (bytes: number): string =>
  bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;

/** A file that lies on this machine; it goes nowhere. */
function CheckFile() {
  const words = useWords();
  const [verdict, setVerdict] = useState<ExportVerdict | null>();
  const act = useAct(async (file: File) => setVerdict((await verdictOf(file)) ?? null));
  return (
    <Stack gap="xs">
      <Text className="muted">{words.audit.checkFileAbout}</Text>
      <FileInput
        label={words.audit.chooseFile}
        accept=".ndjson"
        maw={420}
        onChange={(file) => file && void act.run(file)}
      />
      <ProblemNotice problem={act.problem} />
      {verdict === null && (
        <Alert role="status" color="red">
          ✗ {words.audit.noExport}
        </Alert>
      )}
      {verdict && <Verdict verdict={verdict} />}
    </Stack>
  );
}

/** What was found, told so that a lay person understands it: green where all of it is proven, and nowhere else. */
function Verdict({ verdict }: { readonly verdict: ExportVerdict }) {
  const words = useWords().audit;
  const { events, isWhole, altered, proven, size, signedBy } = verdict;
  const isSigned = size !== null && signedBy !== null;
  const unproven = events - altered - proven;
  // Whoever makes up a whole file makes up its seal too: without a signature of the hospital the rest says nothing.
  if (size !== null && !isSigned) return <Signature signedBy={signedBy} />;
  if (!isWhole || altered > 0) {
    return (
      <Alert role="status" color="red">
        ✗ {altered > 0 ? words.altered(altered) : words.notWhole}
      </Alert>
    );
  }
  return (
    <>
      <Alert role="status" color={unproven === 0 ? 'green' : 'yellow'}>
        ✓ {unproven === 0 ? words.whole(events) : words.wholeInPart(events, unproven)}
      </Alert>
      {size !== null && proven > 0 && <Text>{words.proven(proven, size)}</Text>}
      {size !== null && <Signature signedBy={signedBy} />}
    </>
  );
}
