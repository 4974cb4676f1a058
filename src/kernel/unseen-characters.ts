/**
 * The one rule for characters that nobody sees: Unicode's Default_Ignorable_Code_Point (UAX #44: soft hyphen, zero-width spaces and joiners,
 * marks and overrides of direction, byte-order mark, tags, fillers) and the interlinear annotations U+FFF9–FFFB.
 *
 * What a word processor leaves behind is dropped wherever people write. What turns a line round, or hides other text in it, is refused
 * there, since others would read other words than are stored; other systems' resources lose that, and keep all else as it was sent. Joiners, direction marks and variation
 * selectors have their use in running text (emoji, other scripts) and stay; names, and whatever is compared or looked for, have none.
 */
const UNSEEN = /[\p{Default_Ignorable_Code_Point}\uFFF9-\uFFFB]/gu;
const IS_UNSEEN = new RegExp(UNSEEN.source, 'u');

/** Soft hyphen, zero-width space, word joiner, byte-order mark. */
const LEFT_BEHIND = /[\u00AD\u200B\u2060\uFEFF]/gu;

/** Embeddings, overrides and isolates of direction; deprecated format characters; annotations; tags. */
const MISLEADING = /[\u202A-\u202E\u2066-\u2069\u206A-\u206F\uFFF9-\uFFFB\u{E0000}-\u{E007F}]/gu;
const IS_MISLEADING = new RegExp(MISLEADING.source, 'u');

/** Most texts are short and of these alone; each further look at one would cost more than this. */
const PLAIN = /^[\x20-\x7e]*$/;

/** Whether a text is of printable ASCII alone: all there is to see, and in the one form that there is of it. */
export const isPlain = (text: string): boolean => PLAIN.test(text);

/** Text as it is compared, looked for and kept in names. */
export const withoutUnseen = (text: string): string => (IS_UNSEEN.test(text) ? text.replace(UNSEEN, '') : text);

/** Whether text still holds what nobody sees, left-overs of word processors aside. */
export const hasUnseen = (text: string): boolean => IS_UNSEEN.test(withoutLeftOvers(text));

/** Text as it comes in. */
export const withoutLeftOvers = (text: string): string => (IS_UNSEEN.test(text) ? text.replace(LEFT_BEHIND, '') : text);

/** Whether people would read other words than are stored. */
export const isMisleading = (text: string): boolean => IS_UNSEEN.test(text) && IS_MISLEADING.test(text);

/** Text that other systems send, who cannot be asked to type it again. */
export const withoutMisleading = (text: string): string => (isMisleading(text) ? text.replace(MISLEADING, '') : text);
