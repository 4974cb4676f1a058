import type { UnmatchedDetailResponse, UnmatchedResponse } from '../api/generated/index.ts';

/** Whom a message names, as it names them. */
export interface SentPerson {
  readonly identifiers: readonly { readonly value: string; readonly label?: string }[];
  readonly names: readonly string[];
  readonly birthDate?: string;
  readonly sex?: string;
  readonly species?: string;
}

/** A value as it was sent. */
export interface SentValue {
  readonly display: string;
  readonly value?: number;
  readonly valueAsSent?: string;
  readonly comparator?: string;
  readonly unit?: string;
  readonly text?: string;
  readonly flags: readonly string[];
  readonly notes: readonly string[];
}

/** A report as it was sent. */
export interface SentReport {
  readonly display: string;
  readonly placers: readonly string[];
  readonly filler?: string;
  readonly effectiveAt?: string;
  readonly specimen?: string;
  readonly conclusion?: string;
  readonly notes: readonly string[];
  readonly values: readonly SentValue[];
}

/** An order as it was sent, or taken back. */
export interface SentOrder {
  readonly control: 'new' | 'cancel';
  readonly placer?: string;
  readonly kind?: string;
  readonly display: string;
  readonly priority: string;
  readonly specimen?: string;
  readonly question?: string;
  readonly requester?: string;
  readonly notes: readonly string[];
}

/** The description of the service leaves open what a message says: these are the parts that the screen shows. */
export const personOf = ({ about }: Pick<UnmatchedResponse, 'about'>): SentPerson => about as unknown as SentPerson;
export const reportsOf = ({ facts }: Pick<UnmatchedDetailResponse, 'facts'>): readonly SentReport[] =>
  (facts as unknown as { readonly reports?: readonly SentReport[] }).reports ?? [];
export const ordersOf = ({ facts }: Pick<UnmatchedDetailResponse, 'facts'>): readonly SentOrder[] =>
  (facts as unknown as { readonly orders?: readonly SentOrder[] }).orders ?? [];
