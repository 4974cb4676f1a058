import { createServer, type Server, type Socket } from 'node:net';
import { createServer as createTlsServer, type TLSSocket } from 'node:tls';
import { Inject, Injectable, Logger } from '@nestjs/common';
import { placesOf } from '../../../kernel/error-places.js';
import { keepServed, LEAST_TLS, readCertificate } from '../../../platform/edge/served-certificate.js';
import { SETTINGS_TOKEN, type Settings } from '../../../platform/config/settings.js';
import { namesIn } from '../../../platform/keys/certificates/read-certificate.js';
import { MllpService, plain, tooLarge, type FarEnd } from './mllp.service.js';
import type { IssuedAs } from './revoked-certificates.js';
import { messagesIn } from '../er7/parse.js';
import { framed, MllpFraming } from './mllp-framing.js';

/** A line that is silent so long is taken for broken; analysers open another when they have something to say. */
const SILENT_MS = 60 * 60_000;
const MOST_CONNECTIONS = 500;
/** What is under way when the service stops is answered, if it takes no longer. */
const GRACE_MS = 10_000;
/** How long a sender that is refused may go on talking. */
const REFUSED_MS = 5000;

/**
 * Listens for HL7 v2 over MLLP, where a port is set; in every process, which share it: what makes a message the same is in the database, so that
 * it matters to nobody which of them takes it, and one that is killed loses nothing that was acknowledged.
 */
@Injectable()
export class MllpListener {
  private readonly logger = new Logger('mllp');
  private readonly lines = new Set<Line>();
  private server: Server | undefined;

  constructor(
    private readonly mllp: MllpService,
    @Inject(SETTINGS_TOKEN) private readonly settings: Settings,
  ) {}

  /** @returns the port; undefined where none is set */
  async listen(): Promise<number | undefined> {
    const { hl7MllpPort: port, hl7MllpHost: host } = this.settings;
    if (port === undefined) return undefined;
    const server = this.create();
    server.maxConnections = MOST_CONNECTIONS;
    await new Promise<void>((resolve, reject) => {
      server.once('error', reject).listen({ port, host }, resolve);
    });
    this.server = server;
    return (server.address() as { port: number }).port;
  }

  /** No new line is taken; messages that came whole are answered. Before the service closes: answering needs its database. */
  async close(): Promise<void> {
    this.server?.close();
    const rest = Promise.all([...this.lines].map((line) => line.end()));
    await Promise.race([rest, new Promise((resolve) => setTimeout(resolve, GRACE_MS).unref())]);
    for (const line of this.lines) line.cut();
  }

  private create(): Server {
    const { hl7MllpCertificate: cert, hl7MllpKey: key } = this.settings;
    const take = (socket: Socket) => this.take(socket);
    if (!cert || !key) return createServer(take);
    // Which certificates are senders' is registered with them, by whomever they were issued: the handshake proves whose it is.
    const asked = { requestCert: true, rejectUnauthorized: false, ...LEAST_TLS } as const;
    const files = { certificate: cert, key };
    const server = createTlsServer({ ...readCertificate(files), ...asked }, take);
    keepServed(server, files, {
      taken: () => this.logger.log(`certificate read anew: ${cert}`),
      refused: (reason) => this.logger.warn(`certificate not taken over, the one before goes on: ${reason}`),
    });
    return server.on('tlsClientError', (_error, socket) => socket.destroy());
  }

  private take(socket: Socket): void {
    const farEnd = farEndOf(socket);
    const line: Line = new Line(socket, this.settings.fhirBodyLimitBytes, async (message) => {
      try {
        return await this.mllp.take(message, farEnd);
      } catch (error) {
        this.logger.error(`a message was not answered\n${placesOf(error) ?? ''}`);
        return undefined;
      }
    });
    this.lines.add(line);
    socket.once('close', () => this.lines.delete(line));
  }
}

/** Each acknowledgement in a frame of its own; those of a batch are one. */
function framesOf(answer: Buffer): Buffer[] {
  const { messages, isBatch } = messagesIn(answer);
  if (isBatch || messages.length === 1) return [framed(answer)];
  return messages.map((one) => framed(Buffer.concat([one, CARRIAGE_RETURN])));
}
const CARRIAGE_RETURN = Buffer.from('\r');

function farEndOf(socket: Socket): FarEnd {
  const peer = 'getPeerCertificate' in socket ? (socket as TLSSocket).getPeerCertificate() : undefined;
  const { remoteAddress: address } = socket;
  const issuedAs = peer?.fingerprint256 ? issuedAsIn(peer.raw) : undefined;
  if (!peer || !issuedAs) return { address };
  const [from, to] = [Date.parse(peer.valid_from), Date.parse(peer.valid_to)];
  return { address, certificate: { fingerprint: plain(peer.fingerprint256), from, to, issuedAs } };
}

/** Undefined of a certificate that is not written by the rules: nobody could find it in a list of those taken back, so that it is nobody's. */
function issuedAsIn(raw: Buffer): IssuedAs | undefined {
  try {
    const { issuer, serial } = namesIn(raw);
    return { issuer, serial: serial.toString('hex') };
  } catch {
    return undefined;
  }
}

/** One connection: messages are answered one after the other, in the order in which they came. */
class Line {
  private last: Promise<void> = Promise.resolve();

  constructor(
    private readonly socket: Socket,
    most: number,
    private readonly answer: (message: Buffer) => Promise<Buffer | undefined>,
  ) {
    const framing = new MllpFraming(most);
    socket
      .setKeepAlive(true, 30_000)
      .setNoDelay(true)
      .setTimeout(SILENT_MS, () => socket.destroy());
    socket.on('error', () => socket.destroy());
    const take = (chunk: Buffer) => {
      const messages = framing.take(chunk);
      if (!messages) {
        socket.off('data', take);
        this.refuse(framing.head);
        return;
      }
      if (messages.length > 0) this.takeAll(messages);
    };
    socket.on('data', take);
  }

  /** What is larger than is taken is said to be so; the rest of it is passed over for as long as it takes to hear that. */
  private refuse(head: Buffer): void {
    this.socket.resume().end(framed(tooLarge(head)));
    setTimeout(() => this.socket.destroy(), REFUSED_MS).unref();
  }

  /** Nothing more is read from a line until what came is answered: a sender that does not wait is slowed down, not piled up. */
  private takeAll(messages: readonly Buffer[]): void {
    this.socket.pause();
    this.last = this.last.then(async () => {
      for (const message of messages) {
        const answer = await this.answer(message);
        // Without an answer its sender tries again; a line that is closed says so at once.
        if (!answer) {
          this.socket.destroy();
          return;
        }
        if (this.socket.writable) this.socket.write(Buffer.concat(framesOf(answer)));
      }
      this.socket.resume();
    });
  }

  async end(): Promise<void> {
    this.socket.pause();
    await this.last;
    await new Promise<void>((resolve) => this.socket.end(resolve));
  }

  cut(): void {
    this.socket.destroy();
  }
}
