import { Button, Card, Stack, Text, TextInput, Title } from '@mantine/core';
import { useQueryClient } from '@tanstack/react-query';
import { REASON_LENGTH, stateReason } from '../api/stated-reason.ts';
import { useKeptText } from '../shell/use-kept.ts';
import { useWords } from '../words/use-words.ts';

/** A confidential record opens to who says why; what is said stands on the trail with everything that is looked at. */
export function GiveReason({ patientId }: { readonly patientId: string }) {
  const words = useWords();
  const queries = useQueryClient();
  const [reason, setReason, forget] = useKeptText(`reason ${patientId}`);
  const open = () => {
    if (reason.trim() === '') return;
    stateReason(patientId, reason.trim());
    forget();
    void queries.invalidateQueries();
  };
  return (
    <Card withBorder maw={620} role="alert">
      <Stack>
        <Title order={1} size="h3">
          {words.trail.needsReason}
        </Title>
        <Text>{words.trail.needsReasonAbout}</Text>
        <TextInput
          label={words.trail.whyLook}
          required
          maxLength={REASON_LENGTH}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => event.key === 'Enter' && !event.nativeEvent.isComposing && open()}
        />
        <Button w="fit-content" onClick={open}>
          {words.trail.openWithReason}
        </Button>
      </Stack>
    </Card>
  );
}
