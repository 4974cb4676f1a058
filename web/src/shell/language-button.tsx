import { Button } from '@mantine/core';
import { chooseLanguage } from '../words/language.ts';
import { useLanguage, useWords } from '../words/use-words.ts';

export function LanguageButton() {
  const language = useLanguage();
  const words = useWords();
  const other = language === 'vi' ? 'en' : 'vi';
  return (
    <Button
      variant="subtle"
      size="compact-sm"
      px={6}
      lang={other}
      title={words.shell.language}
      onClick={() => chooseLanguage(other)}
    >
      {other.toUpperCase()}
    </Button>
  );
}
