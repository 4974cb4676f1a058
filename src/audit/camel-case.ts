/** `heart_rate` → `heartRate`: column names as the API spells them. */
export const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
