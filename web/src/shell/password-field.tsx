import { PasswordInput, type PasswordInputProps } from '@mantine/core';
import { useWords } from '../words/use-words.ts';

/** A password that somebody types: one they have, or a new one. The browser's own store of passwords is told which. */
export function PasswordField({ isNew = false, ...props }: PasswordInputProps & { isNew?: boolean }) {
  const words = useWords();
  return (
    <PasswordInput
      required
      autoComplete={isNew ? 'new-password' : 'current-password'}
      visibilityToggleButtonProps={{ 'aria-label': words.signIn.showPassword }}
      {...props}
    />
  );
}
