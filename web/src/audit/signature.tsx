import { Alert, Code } from '@mantine/core';
import { useWords } from '../words/use-words.ts';
import type { Verdict } from './proof.ts';

/** Whose signature stands on a seal, as the browser worked it out. */
export function Signature({ signedBy }: Pick<Verdict, 'signedBy'>) {
  const words = useWords();
  if (signedBy === undefined) return <Alert role="status">{words.audit.signatureUnknown}</Alert>;
  return signedBy === null ? (
    <Alert role="status" color="red">
      ✗ {words.audit.signatureBad}
    </Alert>
  ) : (
    <Alert role="status" color="green">
      ✓ {words.audit.signatureGood} <Code className="hash">{signedBy}</Code>
    </Alert>
  );
}
