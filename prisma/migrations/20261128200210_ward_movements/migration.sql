-- Who came to a ward and who left it, since when: as many rows as are told, whatever its past.
CREATE INDEX "stay_ward_id_started_at_idx" ON "stay"("ward_id", "started_at");
CREATE INDEX stay_went ON stay (ward_id, ended_at) WHERE ended_at IS NOT NULL;
