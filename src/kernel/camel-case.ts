/** `heart_rate` → `heartRate`: column names as the API spells them. */
export const camelCase = (name: string): string =>
  name.replace(/_([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());

/** `heartRate` → `heart_rate`: fields of the API as columns are called. */
export const snakeCase = (name: string): string => name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
