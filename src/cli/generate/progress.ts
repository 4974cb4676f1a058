const EVERY_MS = 5000;
const ON_A_TERMINAL_MS = 250;

const figure = (value: number): string => Math.round(value).toLocaleString('en-US');
const duration = (seconds: number): string =>
  seconds < 90 ? `${Math.max(1, Math.round(seconds))} s` : `${Math.round(seconds / 60)} min`;

/** Tells whoever waits how far a long work is: one line that changes on a terminal, else a line every few seconds. */
export class Progress {
  private readonly began = performance.now();
  private said = 0;
  private rows = 0;
  private done = 0;
  private before = 0;

  constructor(
    private readonly stream: Pick<NodeJS.WriteStream, 'write' | 'isTTY'>,
    private total: number,
    private unit: string,
  ) {}

  /** Something of the whole was there before this began. */
  skip(done: number): void {
    this.before = done;
  }

  /** Counts what was written, and says so when it is time. */
  wrote(rows: number, done: number): void {
    this.rows += rows;
    this.done += done;
    const now = performance.now();
    if (now - this.said < (this.stream.isTTY ? ON_A_TERMINAL_MS : EVERY_MS)) return;
    this.said = now;
    this.line(this.text((now - this.began) / 1000));
  }

  /** A sentence of its own. */
  say(sentence: string): void {
    this.line(sentence);
    if (this.stream.isTTY) this.stream.write('\n');
  }

  /** Rows and seconds of the whole. */
  result(): { rows: number; seconds: number } {
    return { rows: this.rows, seconds: (performance.now() - this.began) / 1000 };
  }

  private text(seconds: number): string {
    const left = this.total - this.before - this.done;
    const remaining = this.done > 0 ? `, about ${duration((seconds / this.done) * left)} left` : '';
    const rate = this.rows > 0 ? `, ${figure(this.rows)} rows, ${figure(this.rows / seconds)} a second` : '';
    return `${figure(this.before + this.done)} of ${figure(this.total)} ${this.unit}${rate}${remaining}`;
  }

  private line(text: string): void {
    this.stream.write(this.stream.isTTY ? `\r\x1b[K  ${text}` : `  ${text}\n`);
  }
}
