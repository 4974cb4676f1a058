import { Alert } from '@mantine/core';

/** What an act has just done, told where it was done; nothing until then. */
export function Said({ text }: { readonly text: string | undefined }) {
  return (
    text && (
      <Alert role="status" color="green">
        {text}
      </Alert>
    )
  );
}
