const UUID = '[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}';
const WHOLE = new RegExp(`^${UUID}$`, 'i');
const LEADING = new RegExp(`^${UUID}`, 'i');

/** Whether a text is a UUID in its usual form (RFC 9562), in either case. */
export const isUuid = (text: string): boolean => WHOLE.test(text);

/** The UUID that a text begins with, as an address such as `{id}/_history` does. */
export const leadingUuid = (text: string): string | undefined => LEADING.exec(text)?.[0];
