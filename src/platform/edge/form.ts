/** The fields of an application/x-www-form-urlencoded body; undefined when one comes twice, which RFC 6749 forbids. */
export function readForm(body: string): Record<string, string> | undefined {
  const fields = [...new URLSearchParams(body)];
  const form = Object.fromEntries(fields);
  return Object.keys(form).length === fields.length ? form : undefined;
}
