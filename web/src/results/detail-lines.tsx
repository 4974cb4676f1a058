import { Text } from '@mantine/core';
import type { ReportResponse } from '../api/generated/index.ts';
import { useWords } from '../words/use-words.ts';

type Details = Pick<
  ReportResponse,
  'unitWritten' | 'note' | 'method' | 'specimen' | 'performer' | 'dataAbsentText' | 'attachments'
>;

interface Props {
  readonly of: Details;
  /** What stands on the card already, and is not said twice. */
  readonly besides: readonly (string | null | undefined)[];
}

/** What a sender says of a result besides what was found, a line each. */
export function DetailLines({ of, besides }: Props) {
  const { details } = useWords().results;
  const lines = [
    [details.note, of.note],
    [details.absent, of.dataAbsentText],
    [details.specimen, of.specimen],
    [details.method, of.method],
    [details.performer, of.performer],
    [details.unitWritten, of.unitWritten],
    [details.attachments, of.attachments.map(attachmentText).join('; ')],
  ] as const;
  return lines
    .filter(([, said]) => said && !besides.some((text) => text?.includes(said)))
    .map(([name, said]) => (
      <Text key={name} size="sm" className="muted">
        {name}: {said}
      </Text>
    ));
}

type Attachment = Details['attachments'][number];
const attachmentText = ({ title, contentType, bytes, url }: Attachment): string =>
  [title ?? url, contentType, bytes !== null && `${Math.ceil(bytes / 1024)} KB`].filter(Boolean).join(', ');
