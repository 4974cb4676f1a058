-- Whoever tries out numbers may be a machine: who a case or an exception is about is a member of staff or a machine client, as in the trail.
ALTER TABLE "radar_case" DROP CONSTRAINT "radar_case_actor_id_fkey";
ALTER TABLE "radar_exception" DROP CONSTRAINT "radar_exception_actor_id_fkey";
