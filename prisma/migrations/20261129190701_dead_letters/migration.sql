-- A job that failed for good is kept where a person finds it: nobody takes anything from this queue.
SELECT pgboss.create_queue('dead-letter', '{"policy": "standard", "retryLimit": 0, "expireInSeconds": 60, "retentionSeconds": 7776000, "deleteAfterSeconds": 7776000}');
UPDATE pgboss.queue SET dead_letter = 'dead-letter' WHERE name IN ('recurring', 'escalation');
UPDATE pgboss.job SET dead_letter = 'dead-letter' WHERE name IN ('recurring', 'escalation') AND state < 'active';
