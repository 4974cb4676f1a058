import { once } from 'node:events';
import { connect as connectPlain, isIP, type LookupFunction, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { framed, MllpFraming, parse } from '../../hl7v2/wire.rules.js';
import type { Destination } from '../hosts.rules.js';
import { controlIdOf } from '../messages/hl7.writer.js';
import { connectionFailure } from './connection-failure.rules.js';
import { SEND_MS, type Attempt, type Outgoing, type SendingLine } from './attempt.js';

const LARGEST_ANSWER = 256 * 1024;
const LATE = new Error('timeout');
/** Closed by the other side before it has answered. */
const CLOSED = Object.assign(new Error('closed'), { code: 'ECONNRESET' });

/** One connection by MLLP: a message goes out when the one before was acknowledged. */
export class MllpLine implements SendingLine {
  private socket: Socket | undefined;
  /** On its way to being open. */
  private opening: Socket | undefined;
  private framing = new MllpFraming(LARGEST_ANSWER);
  /** What broke the connection. */
  private broken: Error | undefined;

  constructor(
    private readonly destination: Destination,
    private readonly lookup: LookupFunction,
  ) {}

  async send(message: Outgoing): Promise<Attempt> {
    try {
      const socket = (this.socket ??= await this.open());
      const answer = await this.ask(socket, framed(Buffer.from(message.content, 'utf8')));
      return attemptOf(answer, controlIdOf(message.id));
    } catch (error) {
      this.close();
      return { kind: 'unreached', why: error === LATE ? 'timeout' : connectionFailure(error) };
    }
  }

  close(): void {
    this.opening?.destroy(CLOSED);
    this.socket?.destroy();
    this.socket = undefined;
    this.broken = undefined;
    this.framing = new MllpFraming(LARGEST_ANSWER);
  }

  private async open(): Promise<Socket> {
    const { host, port, protocol } = this.destination;
    const isSecure = protocol === 'mllps:';
    const { lookup } = this;
    const socket = isSecure
      ? connectTls({ host, port, lookup, ...(isIP(host) === 0 && { servername: host }), minVersion: 'TLSv1.2' })
      : connectPlain({ host, port, lookup });
    socket.on('error', (error: Error) => {
      this.broken = error;
      socket.destroy();
    });
    this.opening = socket;
    const timer = setTimeout(() => socket.destroy(LATE), SEND_MS);
    try {
      await once(socket, isSecure ? 'secureConnect' : 'connect');
      return socket;
    } finally {
      clearTimeout(timer);
      this.opening = undefined;
    }
  }

  private ask(socket: Socket, bytes: Buffer): Promise<Buffer> {
    return new Promise((resolve, reject) => {
      const over = (act: () => void) => {
        clearTimeout(timer);
        socket.off('data', take).off('close', closed);
        act();
      };
      const closed = () => over(() => reject(this.broken ?? CLOSED));
      const take = (chunk: Buffer) => {
        const messages = this.framing.take(chunk);
        const [answer] = messages ?? [];
        if (!messages) over(() => reject(new Error('too large')));
        else if (answer) over(() => resolve(answer));
      };
      const timer = setTimeout(() => over(() => reject(LATE)), SEND_MS);
      socket.on('data', take).once('close', closed);
      socket.write(bytes);
    });
  }
}

/** What an acknowledgement says of a message (MSA-1: HL7 table 0008), or the answer to an order of it (ORC-1: table 0119). */
export function attemptOf(answer: Buffer, controlId: string): Attempt {
  const parsed = parse(answer);
  const msa = parsed.ok ? parsed.message.segments.find(({ name }) => name === 'MSA') : undefined;
  // An answer to something else leaves open what became of this.
  if (!parsed.ok || !msa || msa.text(2) !== controlId) return { kind: 'unreached', why: 'not-acknowledged' };
  const code = msa.text(1).toUpperCase();
  if (code === 'AR' || code === 'CR') return { kind: 'refused', why: 'rejected', isFinal: true };
  if (code !== 'AA' && code !== 'CA') return { kind: 'refused', why: 'application-error', isFinal: false };
  const controls = parsed.message.segments.filter(({ name }) => name === 'ORC').map((orc) => orc.text(1).toUpperCase());
  return controls.some((control) => UNABLE.includes(control))
    ? { kind: 'refused', why: 'order-not-accepted', isFinal: true }
    : { kind: 'sent' };
}
/** Unable to accept, cancel, discontinue, hold, release. */
const UNABLE = ['UA', 'UC', 'UD', 'UH', 'UR'];
