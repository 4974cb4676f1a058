import { canonicalText, digestOf } from './signed-content.rules.js';

/** What a patient confirms with a signature: Circular 13/2025/TT-BYT names consent, discharge and the medicines of the day. */
export const MEANINGS = ['consent', 'discharge', 'daily-medicines', 'information'] as const;
export type Meaning = (typeof MEANINGS)[number];

/** Who signs for the patient. */
export const RELATIONS = ['self', 'parent', 'spouse', 'child', 'guardian', 'other'] as const;
export type Relation = (typeof RELATIONS)[number];

/** A signature as it was drawn: a PNG as base64, or strokes, each its points as `x,y x,y …`. */
export interface Drawing {
  readonly image?: string;
  readonly strokes?: readonly string[];
}

const MOST_BYTES = 65_536;
const MOST_POINTS = 5_000;
const MOST_STROKES = 200;
const LONGEST_SIDE = 2_000;
/** Points of up to five digits, parted by single spaces. */
const STROKE = /^\d{1,5},\d{1,5}(?: \d{1,5},\d{1,5}){0,4999}$/;
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

/** Whether it is a drawing that can be kept: one of both kinds, small, and nothing but a drawing. */
export function isDrawing({ image, strokes }: Drawing): boolean {
  if ((image === undefined) === (strokes === undefined)) return false;
  return image === undefined ? areStrokes(strokes) : isSmallPng(image);
}

function isSmallPng(image: string): boolean {
  if (image.length > (MOST_BYTES * 4) / 3 + 4 || !/^[A-Za-z0-9+/]+={0,2}$/.test(image)) return false;
  const bytes = Buffer.from(image, 'base64');
  if (bytes.length < 33 || bytes.length > MOST_BYTES || !bytes.subarray(0, PNG.length).equals(PNG)) return false;
  const sides = [bytes.readUInt32BE(16), bytes.readUInt32BE(20)];
  const ends = bytes.subarray(-8, -4).toString('latin1') === 'IEND';
  return ends && sides.every((side) => side > 0 && side <= LONGEST_SIDE);
}

function areStrokes(strokes: unknown): boolean {
  if (!Array.isArray(strokes) || strokes.length === 0 || strokes.length > MOST_STROKES) return false;
  let points = 0;
  return strokes.every((stroke: unknown) => {
    if (typeof stroke !== 'string' || !STROKE.test(stroke)) return false;
    points += stroke.split(' ').length;
    return points <= MOST_POINTS;
  });
}

/** What the signature binds of a drawing. */
export const drawingHash = (drawing: Drawing): string => digestOf(canonicalText(drawing));
