-- Tasks that go to more and more people until somebody sees to them, and each step of that.
CREATE TABLE "task" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "kind" TEXT NOT NULL,
  "patient_id" UUID NOT NULL,
  "encounter_id" UUID,
  "focus" TEXT NOT NULL,
  "focus_id" UUID NOT NULL,
  "requester_id" UUID,
  "status" TEXT NOT NULL DEFAULT 'open',
  "level" SMALLINT NOT NULL DEFAULT 0,
  "due_at" TIMESTAMPTZ(3),
  "acknowledged_by" UUID,
  "acknowledged_at" TIMESTAMPTZ(3),
  "read_back" TEXT,
  "version" INTEGER NOT NULL DEFAULT 1,
  "created_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  "updated_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "task_pkey" PRIMARY KEY ("id"),
  CONSTRAINT task_status CHECK (status IN ('open', 'acknowledged')),
  CONSTRAINT task_level CHECK (level >= 0),
  CONSTRAINT task_acknowledged CHECK ((status = 'acknowledged') = (acknowledged_by IS NOT NULL) AND (status = 'acknowledged') = (acknowledged_at IS NOT NULL)),
  CONSTRAINT task_read_back CHECK (read_back IS NULL OR status = 'acknowledged'),
  CONSTRAINT task_due_while_open CHECK (due_at IS NULL OR status = 'open')
);
CREATE TABLE "task_step" (
  "id" UUID NOT NULL DEFAULT uuidv7(),
  "task_id" UUID NOT NULL,
  "patient_id" UUID NOT NULL,
  "level" SMALLINT NOT NULL,
  "to_whom" TEXT NOT NULL,
  "taken_at" TIMESTAMPTZ(3) NOT NULL DEFAULT CURRENT_TIMESTAMP,
  CONSTRAINT "task_step_pkey" PRIMARY KEY ("id")
);
CREATE INDEX "task_patient_id_idx" ON "task"("patient_id");
CREATE INDEX "task_encounter_id_idx" ON "task"("encounter_id");
CREATE INDEX "task_focus_id_idx" ON "task"("focus_id");
CREATE INDEX "task_step_patient_id_idx" ON "task_step"("patient_id");
CREATE UNIQUE INDEX "task_step_task_id_level_key" ON "task_step"("task_id", "level");
-- One at a time of a kind is open about one thing; those that are open are few among all there were.
CREATE UNIQUE INDEX task_open_once ON task (focus_id, kind) WHERE status = 'open';
CREATE INDEX task_open ON task (id) WHERE status = 'open';
ALTER TABLE "task" ADD CONSTRAINT "task_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "task" ADD CONSTRAINT "task_encounter_id_fkey" FOREIGN KEY ("encounter_id") REFERENCES "encounter"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "task_step" ADD CONSTRAINT "task_step_task_id_fkey" FOREIGN KEY ("task_id") REFERENCES "task"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
ALTER TABLE "task_step" ADD CONSTRAINT "task_step_patient_id_fkey" FOREIGN KEY ("patient_id") REFERENCES "patient"("id") ON DELETE RESTRICT ON UPDATE RESTRICT;
