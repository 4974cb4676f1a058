import { Injectable, type OnModuleDestroy, type OnModuleInit } from '@nestjs/common';
import { Problem } from '../../kernel/problem.js';
import { outsideOfRequests, requestContext } from '../../kernel/request-context.js';
import { Jobs } from '../../platform/jobs/jobs.js';
import { followsCare, may } from '../../platform/routes/policy.js';
import { LiveSessions } from '../../platform/security/live-sessions.js';
import { ChangesQueries, type Reach } from './changes.queries.js';
import { EventStream } from './event-stream.js';
import { LIVE_KINDS, type Change } from './live-kinds.js';
import { liveProblems } from './live.errors.js';
import { isPosition } from './position.rules.js';

const LOOK_EVERY_MS = 1000;
/** Looks between two heartbeats, and between two questions whether the sessions are still good when nothing changed. */
const LOOKS_A_HEARTBEAT = 15;
/** Streams of one person in one process: windows that somebody forgot. */
const MOST_OF_ONE = 6;

/**
 * Tells who listens which lists changed. The trail, which every write commits with, is the outbox: each process that has listeners reads once a
 * second what was committed since, whichever process wrote it; writers do nothing for it, and while nobody listens nothing is read.
 */
@Injectable()
export class LiveService implements OnModuleInit, OnModuleDestroy {
  private readonly streams = new Set<EventStream>();
  private position: string | undefined;
  private looks = 0;
  private closing = false;

  constructor(
    private readonly changes: ChangesQueries,
    private readonly sessions: LiveSessions,
    private readonly jobs: Jobs,
  ) {}

  onModuleInit(): void {
    this.jobs.schedule({ name: 'live', everyMs: LOOK_EVERY_MS, by: 'process', work: () => this.look() });
    this.sessions.whenEnded((sessionId) => {
      for (const stream of this.streams) if (stream.sessionId === sessionId) void this.endIfOver(stream);
    });
  }

  /** Streams end before the server waits for its connections to. */
  onModuleDestroy(): void {
    this.closing = true;
    for (const stream of this.streams) stream.end();
  }

  /** The stream of whoever asks, from the last place that they read. @throws Problem tooManyStreams */
  async listen(lastEventId: string | undefined): Promise<EventStream> {
    const { actor } = requestContext();
    const theirs = [...this.streams].filter((stream) => stream.actor.id === actor.id).length;
    if (theirs >= MOST_OF_ONE) throw new Problem(liveProblems.tooManyStreams, { params: { most: MOST_OF_ONE } });
    const now = await this.changes.position();
    this.position ??= now;
    const stream = new EventStream(actor, now);
    this.streams.add(stream);
    stream.once('close', () => this.forget(stream));
    if (this.closing) stream.end();
    else if (lastEventId) await this.resume(stream, lastEventId);
    return stream;
  }

  private forget(stream: EventStream): void {
    this.streams.delete(stream);
    if (this.streams.size === 0) this.position = undefined;
  }

  /** What was missed since. Between that and the next look nothing is: the place of all listeners is not after it. */
  private async resume(stream: EventStream, lastEventId: string): Promise<void> {
    if (!isPosition(lastEventId)) {
      stream.startAnew(await this.changes.position());
      return;
    }
    const { position, missed, changes } = await this.changes.since(lastEventId);
    if (missed) {
      stream.startAnew(position);
      return;
    }
    const [reach] = await this.changes.reachOf([stream.sessionId]);
    stream.tell(position, ofListener(stream, reach, changes));
  }

  private async look(): Promise<void> {
    if (this.position === undefined) return;
    await outsideOfRequests(() => this.tellAll(this.position!));
  }

  private async tellAll(from: string): Promise<void> {
    const { position, missed, changes } = await this.changes.since(from);
    const beat = ++this.looks % LOOKS_A_HEARTBEAT === 0;
    if (beat || missed || changes.length > 0) {
      const listeners = await this.stillLetIn();
      const reaches = new Map(
        (await this.changes.reachOf([...listeners.keys()])).map((reach) => [reach.sessionId, reach]),
      );
      for (const stream of [...listeners.values()].flat()) {
        if (missed) stream.startAnew(position);
        else stream.tell(position, ofListener(stream, reaches.get(stream.sessionId), changes));
        if (beat) stream.heartbeat();
      }
    }
    if (this.position !== undefined) this.position = position;
  }

  /** The listeners whose sessions are good at this moment, by session; the others' streams end. */
  private async stillLetIn(): Promise<Map<string, EventStream[]>> {
    const bySession = Map.groupBy(this.streams, ({ sessionId }) => sessionId);
    const good = await this.sessions.stillGood([...bySession.keys()]);
    for (const [sessionId, streams] of bySession) {
      if (good.has(sessionId)) continue;
      bySession.delete(sessionId);
      for (const stream of streams) stream.end();
    }
    return bySession;
  }

  private async endIfOver(stream: EventStream): Promise<void> {
    // What cannot be asked is taken for over: the reader comes back and is asked then.
    const good = await this.sessions.stillGood([stream.sessionId]).catch(() => new Set<string>());
    if (!good.has(stream.sessionId)) stream.end();
  }
}

/** What a listener may know of: lists that their role reads, of wards where they work now, or that are their own. */
function ofListener({ actor }: EventStream, reach: Reach | undefined, changes: readonly Change[]): Change[] {
  return changes
    .filter(({ kind }) => may(actor.role, LIVE_KINDS[kind].needs))
    .filter(({ kind, wardId, staffId }) => {
      if (staffId === actor.id) return true;
      // A task of a ward is its ward's; one of none is told to those whose work is hospital-wide.
      if (kind === 'tasks' && followsCare(actor.role) !== (wardId !== null)) return false;
      return wardId === null ? reach?.everywhere : reach?.everywhere || reach?.wards.includes(wardId);
    });
}
