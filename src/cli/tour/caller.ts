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
  /** A form with a file. */
  form = (path: string, fields: Record<string, string>, file: string): Promise<Answer> =>
    this.succeed('POST', path, formOf(fields, file));
  tryForm = (path: string, fields: Record<string, string>, file: string): Promise<Answer> =>
    this.call('POST', path, formOf(fields, file));
  /** What a file holds. */
  bytes = async (path: string): Promise<string> => (await this.fetched('GET', path)).text();
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
    const response = await this.fetched(method, path, body, headers);
    const text = await response.text();
    return {
      status: response.status,
      body: (text ? JSON.parse(text) : {}) as Record<string, unknown>,
      tag: response.headers.get('etag') ?? '',
    };
  }

  private fetched(method: string, path: string, body?: object, headers: Record<string, string> = {}) {
    // Of a form, fetch itself says between which boundaries.
    const isForm = body instanceof FormData;
    return fetch(this.base + path, {
      method,
      headers: {
        ...(body && !isForm && { 'Content-Type': 'application/json' }),
        ...(this.token && { Authorization: `Bearer ${this.token}` }),
        'X-Terminal': 'TOUR-01',
        ...headers,
      },
      body: isForm ? body : body && JSON.stringify(body),
      signal: AbortSignal.timeout(15_000),
    }).catch((error: unknown) => {
      throw new Error(
        `${this.base} cannot be reached (${(error as Error).message}): start the service with npm start, or name its port: PORT=… npm run tour`,
      );
    });
  }
}

function formOf(fields: Record<string, string>, file: string): FormData {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.set(name, value);
  form.set('file', new Blob([file], { type: 'application/pdf' }), 'scan.pdf');
  return form;
}
