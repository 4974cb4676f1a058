import { createTheme, Select } from '@mantine/core';

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
  // What is chosen once more stays chosen; a field that may be empty says so.
  components: { Select: Select.extend({ defaultProps: { allowDeselect: false } }) },
});
