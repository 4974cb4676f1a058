-- What a mapping still has to be applied to, after the process that began it was killed. Of one mapping one job waits, one runs; a killed one is taken up
-- when its heartbeat is missed.
SELECT pgboss.create_queue('mapping', '{"policy": "stately", "retryLimit": 50, "retryDelay": 5, "retryBackoff": true, "retryDelayMax": 600, "expireInSeconds": 21600, "heartbeatSeconds": 60, "retentionSeconds": 2592000, "deleteAfterSeconds": 3600, "deadLetter": "dead-letter"}');
