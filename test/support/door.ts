import { createServer, type Server } from 'node:http';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';

/** What a server is told of by its connections. */
const EVENTS = ['request', 'checkContinue', 'checkExpectation', 'upgrade'] as const;

const doors = new WeakMap<NestFastifyApplication, Server>();

/** What takes requests to a service: its door where it has one, else its own server. */
export const entranceOf = (app: NestFastifyApplication): Server => doors.get(app) ?? app.getHttpServer();

/**
 * A server that hands whatever is asked to a service which listens nowhere, and keeps connections open for the next request: a server that
 * is not listening would be made to listen anew for each. A service that speaks TLS only has none.
 */
export async function openDoor(app: NestFastifyApplication): Promise<void> {
  const server = app.getHttpServer();
  if ('setSecureContext' in server) return;
  const door = createServer();
  for (const event of EVENTS) {
    if (server.listenerCount(event) > 0) door.on(event, (...given: unknown[]) => server.emit(event, ...given));
  }
  door.keepAliveTimeout = 0; // it is the client's to close: nothing is asked while it happens
  await new Promise<void>((listening) => door.listen(0, '127.0.0.1', listening));
  doors.set(app, door);
}

/** Ends it, and whatever is still open there. */
export async function shutDoor(app: NestFastifyApplication): Promise<void> {
  const door = doors.get(app);
  if (!door) return;
  doors.delete(app);
  const shut = new Promise((done) => door.close(done));
  door.closeAllConnections();
  await shut;
}
