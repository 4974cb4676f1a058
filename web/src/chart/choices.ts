/** The values of a field with their words, for a Select. */
export const choicesOf = (values: readonly string[], names: Readonly<Record<string, string>>) =>
  values.map((value) => ({ value, label: names[value] ?? value }));
