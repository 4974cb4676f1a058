/** A message, as it goes out. */
export interface Outgoing {
  readonly id: string;
  readonly content: string;
}

/**
 * What became of sending one message. `unreached`: nobody answered for it, so it is sent again for as long as it takes. `refused`: the receiver answered that it
 * does not take it; a few tries, or none where it is said to be for good.
 */
export type Attempt =
  | { readonly kind: 'sent' }
  | { readonly kind: 'unreached'; readonly why: Failure }
  | { readonly kind: 'refused'; readonly why: Failure; readonly isFinal: boolean };

/** Why there was no connection, or it broke. */
export type ConnectionFailure =
  | 'unreachable'
  | 'host-unknown'
  | 'connection-refused'
  | 'connection-reset'
  | 'certificate-expired'
  | 'certificate-not-yet-valid'
  | 'certificate-of-another-host'
  | 'certificate-revoked'
  | 'certificate-not-trusted';

/** In a word, or `http-404`: never what the other side wrote. */
export type Failure =
  | `http-${number}`
  | 'host-not-allowed'
  | ConnectionFailure
  | 'timeout'
  | 'not-acknowledged'
  | 'rejected'
  | 'application-error'
  | 'order-not-accepted';

/** A line to one receiver, open for as long as there is something to send. */
export interface SendingLine {
  send(message: Outgoing): Promise<Attempt>;
  close(): void;
}

/** The longest that one message may take, in ms. */
export const SEND_MS = 10_000;
