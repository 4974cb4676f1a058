import { createTheme, isOptionsGroup, Select, type ComboboxItem, type OptionsFilter } from '@mantine/core';
import { bare } from './words/bare.ts';

/** Choices are found by what somebody types fast: without marks, and with marks however a keyboard or another program composes them. */
const byBareText: OptionsFilter = ({ options, search, limit }) => {
  const sought = bare(search.trim());
  const isFound = ({ label }: ComboboxItem): boolean => bare(label).includes(sought);
  const found = options.flatMap((option): typeof options => {
    if (!isOptionsGroup(option)) return isFound(option) ? [option] : [];
    const items = option.items.filter(isFound);
    return items.length > 0 ? [{ ...option, items }] : [];
  });
  return found.slice(0, limit);
};

/** Colours with at least 4.5:1 against their ground in light and dim; letters with all of Vietnamese. */
export const theme = createTheme({
  fontFamily: "'Be Vietnam Pro', system-ui, sans-serif",
  primaryColor: 'blue',
  primaryShade: { light: 8, dark: 8 },
  autoContrast: true,
  luminanceThreshold: 0.35,
  cursorType: 'pointer',
  defaultRadius: 'sm',
  focusRing: 'always',
  // Whoever asks their device for less motion gets windows and lists at once.
  respectReducedMotion: true,
  // What is chosen once more stays chosen; a field that may be empty says so.
  components: { Select: Select.extend({ defaultProps: { allowDeselect: false, filter: byBareText } }) },
});
