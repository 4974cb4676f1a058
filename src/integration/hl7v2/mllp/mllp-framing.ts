const [START, END, CARRIAGE_RETURN] = [0x0b, 0x1c, 0x0d];

/**
 * Takes messages out of a stream by the frames of MLLP (HL7 minimal lower layer protocol, release 1): <VT> message <FS><CR>. What stands between
 * frames says nothing; a carriage return that is missing is not waited for. We have this ourselves, since a library for it would read the bytes as text
 * before anybody knows their character set.
 */
export class MllpFraming {
  private parts: Buffer[] = [];
  private size = 0;
  private isInside = false;

  /** @param most bytes of one message */
  constructor(private readonly most: number) {}

  /** How the message that is under way begins, as far as a header goes. */
  get head(): Buffer {
    return Buffer.concat(this.parts).subarray(0, 2000);
  }

  /** @returns the messages that are whole with these bytes; undefined when one is larger than is taken */
  take(chunk: Buffer): Buffer[] | undefined {
    const messages: Buffer[] = [];
    let from = 0;
    while (from < chunk.length) {
      if (!this.isInside) {
        const start = chunk.indexOf(START, from);
        if (start < 0) break;
        this.isInside = true;
        from = start + 1;
        continue;
      }
      const end = chunk.indexOf(END, from);
      this.keep(chunk.subarray(from, end < 0 ? chunk.length : end));
      if (this.size > this.most) return undefined;
      if (end < 0) break;
      messages.push(this.whole());
      from = end + 1;
    }
    return messages;
  }

  private keep(part: Buffer): void {
    if (part.length === 0) return;
    this.parts.push(Buffer.from(part));
    this.size += part.length;
  }

  private whole(): Buffer {
    const message = Buffer.concat(this.parts);
    this.parts = [];
    this.size = 0;
    this.isInside = false;
    return message;
  }
}

export const framed = (message: Buffer): Buffer =>
  Buffer.concat([Buffer.from([START]), message, Buffer.from([END, CARRIAGE_RETURN])]);
