/** What came back: status, body, and the ETag to send as If-Match. */
export interface Answer {
  readonly status: number;
  readonly body: Record<string, unknown>;
  readonly tag: string;
}

/** A person at a terminal, calling the service over HTTP. */
export class Caller {
  private constructor(
    private readonly base: string,
    private readonly token: string,
  ) {}

  /** @throws when the service cannot be reached or refuses */
  static async signIn(base: string, username: string, password: string): Promise<Caller> {
    const { body } = await new Caller(base, '').post('/api/v1/auth/login', { username, password });
    return new Caller(base, body.accessToken as string);
  }

  get = (path: string): Promise<Answer> => this.succeed('GET', path);
  post = (path: string, body: object, headers = {}): Promise<Answer> => this.succeed('POST', path, body, headers);
  /** Like {@link post}, but a refusal is an answer too. */
  tryPost = (path: string, body: object, headers = {}): Promise<Answer> => this.call('POST', path, body, headers);
  tryPatch = (path: string, body: object, headers = {}): Promise<Answer> => this.call('PATCH', path, body, headers);

  /** Sends a message of HL7 v2. @returns its acknowledgement */
  async send(path: string, message: string): Promise<string> {
    const headers = { 'Content-Type': 'x-application/hl7-v2+er7', Authorization: `Bearer ${this.token}` };
    const answer = await fetch(this.base + path, { method: 'POST', headers, body: message });
    return answer.text();
  }

  private async succeed(method: string, path: string, body?: object, headers = {}): Promise<Answer> {
    const answer = await this.call(method, path, body, headers);
    if (answer.status >= 400) {
      throw new Error(`${method} ${path} answered ${answer.status}: ${JSON.stringify(answer.body)}`);
    }
    return answer;
  }

  private async call(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(this.base + path, {
      method,
      headers: {
        ...(body && { 'Content-Type': 'application/json' }),
        ...(this.token && { Authorization: `Bearer ${this.token}` }),
        'X-Terminal': 'TOUR-01',
        ...headers,
      },
      body: body && JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    }).catch((error: unknown) => {
      throw new Error(
        `${this.base} cannot be reached (${(error as Error).message}): start the service with npm start, or name its port: PORT=… npm run tour`,
      );
    });
    const text = await response.text();
    return {
      status: response.status,
      body: (text ? JSON.parse(text) : {}) as Record<string, unknown>,
      tag: response.headers.get('etag') ?? '',
    };
  }
}
