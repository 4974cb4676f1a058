-- Made by `npm run generate` from the records declared in src/records.ts; change them there.
-- Whom a record is about, what of it never changes, and what needs an open encounter.

CREATE OR REPLACE FUNCTION public.patient_of_record(kind text, thing uuid) RETURNS uuid
LANGUAGE plpgsql STABLE AS $$
DECLARE found_patient uuid;
BEGIN
  CASE kind
    WHEN 'encounter' THEN SELECT patient_id INTO found_patient FROM public.encounter WHERE id = thing;
    WHEN 'patient' THEN SELECT coalesce(merged_into, id) INTO found_patient FROM public.patient WHERE id = thing;
    WHEN 'access_grant' THEN SELECT patient_id INTO found_patient FROM public.access_grant WHERE id = thing;
    WHEN 'allergy' THEN SELECT patient_id INTO found_patient FROM public.allergy WHERE id = thing;
    WHEN 'bedside_site' THEN SELECT patient_id INTO found_patient FROM public.bedside_site WHERE id = thing;
    WHEN 'delivery' THEN SELECT patient_id INTO found_patient FROM public.delivery WHERE id = thing;
    WHEN 'diagnostic_report' THEN SELECT patient_id INTO found_patient FROM public.diagnostic_report WHERE id = thing;
    WHEN 'diagnostic_report_version' THEN SELECT patient_id INTO found_patient FROM public.diagnostic_report_version WHERE id = thing;
    WHEN 'dispensing' THEN SELECT patient_id INTO found_patient FROM public.dispensing WHERE id = thing;
    WHEN 'dose' THEN
      SELECT patient_id INTO found_patient FROM public.dose WHERE id = thing;
      IF found_patient IS NULL THEN
        SELECT patient_id INTO found_patient FROM public.fhir_source WHERE id = thing; found_patient := coalesce(found_patient, (SELECT patient_id FROM public.service_order WHERE id BETWEEN public.first_order_of_dose(thing) AND public.last_order_of_dose(thing)));
      END IF;
    WHEN 'dose_version' THEN SELECT patient_id INTO found_patient FROM public.dose_version WHERE id = thing;
    WHEN 'duplicate_dismissal' THEN SELECT patient_id INTO found_patient FROM public.duplicate_dismissal WHERE id = thing;
    WHEN 'escalation' THEN SELECT patient_id INTO found_patient FROM public.escalation WHERE id = thing;
    WHEN 'fhir_source' THEN SELECT patient_id INTO found_patient FROM public.fhir_source WHERE id = thing;
    WHEN 'fluid_entry' THEN SELECT patient_id INTO found_patient FROM public.fluid_entry WHERE id = thing;
    WHEN 'history_item' THEN SELECT patient_id INTO found_patient FROM public.history_item WHERE id = thing;
    WHEN 'incoming_message' THEN SELECT patient_id INTO found_patient FROM public.incoming_message WHERE id = thing;
    WHEN 'infusion_step' THEN SELECT patient_id INTO found_patient FROM public.infusion_step WHERE id = thing;
    WHEN 'insurance_period' THEN SELECT patient_id INTO found_patient FROM public.insurance_period WHERE id = thing;
    WHEN 'issued_document' THEN SELECT patient_id INTO found_patient FROM public.issued_document WHERE id = thing;
    WHEN 'medication_request' THEN
      SELECT patient_id INTO found_patient FROM public.medication_request WHERE id = thing;
      IF found_patient IS NULL THEN
        SELECT patient_id INTO found_patient FROM public.service_order WHERE id = thing;
      END IF;
    WHEN 'medicine_reconciliation' THEN SELECT patient_id INTO found_patient FROM public.medicine_reconciliation WHERE id = thing;
    WHEN 'mother_check' THEN SELECT patient_id INTO found_patient FROM public.mother_check WHERE id = thing;
    WHEN 'note' THEN SELECT patient_id INTO found_patient FROM public.note WHERE id = thing;
    WHEN 'note_refused_text' THEN SELECT patient_id INTO found_patient FROM public.note_refused_text WHERE id = thing;
    WHEN 'note_signature' THEN SELECT patient_id INTO found_patient FROM public.note_signature WHERE id = thing;
    WHEN 'note_version' THEN SELECT patient_id INTO found_patient FROM public.note_version WHERE id = thing;
    WHEN 'nursing_assessment' THEN SELECT patient_id INTO found_patient FROM public.nursing_assessment WHERE id = thing;
    WHEN 'observation' THEN
      SELECT patient_id INTO found_patient FROM public.observation WHERE id = thing;
      IF found_patient IS NULL THEN
        SELECT patient_id INTO found_patient FROM public.vital_signs WHERE id = thing;
      END IF;
    WHEN 'observation_setting' THEN SELECT patient_id INTO found_patient FROM public.observation_setting WHERE id = thing;
    WHEN 'patient_identifier' THEN SELECT patient_id INTO found_patient FROM public.patient_identifier WHERE id = thing;
    WHEN 'patient_merge' THEN SELECT patient_id INTO found_patient FROM public.patient_merge WHERE id = thing;
    WHEN 'pharmacy_review' THEN SELECT patient_id INTO found_patient FROM public.pharmacy_review WHERE id = thing;
    WHEN 'problem' THEN SELECT patient_id INTO found_patient FROM public.problem WHERE id = thing;
    WHEN 'radar_case' THEN SELECT patient_id INTO found_patient FROM public.radar_case WHERE id = thing;
    WHEN 'radar_exception' THEN SELECT patient_id INTO found_patient FROM public.radar_exception WHERE id = thing;
    WHEN 'received_report' THEN SELECT patient_id INTO found_patient FROM public.received_report WHERE id = thing;
    WHEN 'report_review' THEN SELECT patient_id INTO found_patient FROM public.report_review WHERE id = thing;
    WHEN 'service_order' THEN
      SELECT patient_id INTO found_patient FROM public.service_order WHERE id = thing;
      IF found_patient IS NULL THEN
        SELECT patient_id INTO found_patient FROM public.fhir_source WHERE id = thing;
      END IF;
    WHEN 'stay' THEN SELECT patient_id INTO found_patient FROM public.stay WHERE id = thing;
    WHEN 'stored_file' THEN SELECT patient_id INTO found_patient FROM public.stored_file WHERE id = thing;
    WHEN 'stored_file_content' THEN SELECT patient_id INTO found_patient FROM public.stored_file_content WHERE id = thing;
    WHEN 'task' THEN
      SELECT patient_id INTO found_patient FROM public.task WHERE id = thing;
      IF found_patient IS NULL THEN
        SELECT patient_id INTO found_patient FROM public.fhir_source WHERE id = thing;
      END IF;
    WHEN 'task_step' THEN SELECT patient_id INTO found_patient FROM public.task_step WHERE id = thing;
    WHEN 'transfusion' THEN SELECT patient_id INTO found_patient FROM public.transfusion WHERE id = thing;
    WHEN 'unmatched_result' THEN SELECT patient_id INTO found_patient FROM public.unmatched_result WHERE id = thing;
    WHEN 'vital_signs' THEN SELECT patient_id INTO found_patient FROM public.vital_signs WHERE id = thing;
  END CASE;
  RETURN found_patient;
END $$;
CREATE OR REPLACE FUNCTION public.care_patient_of(kind text, thing uuid) RETURNS uuid
LANGUAGE plpgsql STABLE SECURITY DEFINER SET search_path = public, pg_temp AS $$
BEGIN
  RETURN public.patient_of_record(kind, thing);
END $$;

CREATE OR REPLACE FUNCTION public.refuse_change_of_record() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP = 'UPDATE' AND public.moves_in_merge(to_jsonb(OLD), to_jsonb(NEW)) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% % cannot be overwritten: % stays as it was written', TG_TABLE_NAME, OLD.id, TG_ARGV[0] USING ERRCODE = 'EM004';
END $$;

-- From which state to which a record goes is said by the rules of its domain; whoever writes, no other move is made. The moves are arguments and
-- no condition of the trigger: PostgreSQL reads and compiles conditions anew for every statement that changes a row.
CREATE OR REPLACE FUNCTION public.refuse_move() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF OLD.status || ' > ' || NEW.status = ANY (TG_ARGV) THEN
    RETURN NEW;
  END IF;
  RAISE EXCEPTION '% % cannot become % once it is %', TG_TABLE_NAME, OLD.id, NEW.status, OLD.status USING ERRCODE = 'EM004';
END $$;

-- A discharge at the same moment waits for whoever charts, or comes first. What is late says so, is about the time before the discharge, and
-- of a closed record says why.
CREATE OR REPLACE FUNCTION public.refuse_charting_when_closed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
  IF (nullif(current_setting('emr.context', true), '')::jsonb)->>'actorKind' = 'staff' THEN
    PERFORM FROM public.encounter WHERE id = NEW.encounter_id AND status = 'in-progress' FOR SHARE;
    IF NOT FOUND THEN
      PERFORM FROM public.encounter e WHERE e.id = NEW.encounter_id AND e.status = 'finished' AND (to_jsonb(NEW)->>'late_entry')::boolean
        AND coalesce(to_jsonb(NEW)->>'effective_at', to_jsonb(NEW)->>'started_at')::timestamptz BETWEEN e.started_at AND e.ended_at
        AND (e.closed_at IS NULL OR to_jsonb(NEW)->>'late_reason' <> '') FOR SHARE;
    END IF;
    IF NOT FOUND THEN
      RAISE EXCEPTION 'encounter % is not open: % refused', NEW.encounter_id, TG_TABLE_NAME
        USING ERRCODE = 'EM006', CONSTRAINT = 'encounter_open';
    END IF;
  END IF;
  RETURN NEW;
END $$;

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.bedside_site FOR EACH ROW
  WHEN ((to_jsonb(NEW) - '{ended_at,ended_by,ended_reason,version}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{ended_at,ended_by,ended_reason,version}'::text[]))
  EXECUTE FUNCTION public.refuse_change_of_record('all but ended_at, ended_by, ended_reason, version');

CREATE OR REPLACE TRIGGER a_record_is_kept BEFORE DELETE ON public.bedside_site FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.bedside_site FOR EACH ROW
  EXECUTE FUNCTION public.refuse_charting_when_closed();

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.delivery FOR EACH ROW
  WHEN ((NEW.subscription_id, NEW.type, NEW.event_id, NEW.resource_type, NEW.resource_id, NEW.content, NEW.occurred_at) IS DISTINCT FROM (OLD.subscription_id, OLD.type, OLD.event_id, OLD.resource_type, OLD.resource_id, OLD.content, OLD.occurred_at))
  EXECUTE FUNCTION public.refuse_change_of_record('subscription_id, type, event_id, resource_type, resource_id, content, occurred_at');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE OR DELETE ON public.diagnostic_report_version FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.dispensing FOR EACH ROW
  WHEN ((NEW.order_id, NEW.product, NEW.quantity, NEW.unit, NEW.lot, NEW.expires_on, NEW.complete, NEW.dispensed_by, NEW.dispensed_at) IS DISTINCT FROM (OLD.order_id, OLD.product, OLD.quantity, OLD.unit, OLD.lot, OLD.expires_on, OLD.complete, OLD.dispensed_by, OLD.dispensed_at))
  EXECUTE FUNCTION public.refuse_change_of_record('order_id, product, quantity, unit, lot, expires_on, complete, dispensed_by, dispensed_at');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.dispensing FOR EACH ROW
  WHEN (OLD.status = 'returned')
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_move_is_allowed BEFORE UPDATE ON public.dispensing FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION public.refuse_move('dispensed > returned');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.dose FOR EACH ROW
  WHEN ((NEW.order_id, NEW.planned_at) IS DISTINCT FROM (OLD.order_id, OLD.planned_at))
  EXECUTE FUNCTION public.refuse_change_of_record('order_id, planned_at');

CREATE OR REPLACE TRIGGER a_move_is_allowed BEFORE UPDATE ON public.dose FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION public.refuse_move('in-progress > paused', 'in-progress > stopped', 'in-progress > given', 'in-progress > entered-in-error', 'paused > in-progress', 'paused > stopped', 'paused > given', 'paused > entered-in-error', 'stopped > entered-in-error', 'stopped > in-progress', 'given > entered-in-error', 'given > in-progress', 'held > given', 'held > in-progress', 'held > refused', 'held > wasted', 'held > entered-in-error', 'refused > given', 'refused > in-progress', 'refused > held', 'refused > wasted', 'refused > entered-in-error', 'wasted > given', 'wasted > in-progress', 'wasted > held', 'wasted > refused', 'wasted > entered-in-error', 'entered-in-error > given', 'entered-in-error > in-progress', 'entered-in-error > held', 'entered-in-error > refused', 'entered-in-error > wasted', 'stopped > paused', 'given > paused');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.dose FOR EACH ROW
  EXECUTE FUNCTION public.refuse_charting_when_closed();

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE OR DELETE ON public.dose_version FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.duplicate_dismissal FOR EACH ROW
  WHEN ((NEW.patient_id, NEW.other_id, NEW.reason, NEW.dismissed_by, NEW.dismissed_at) IS DISTINCT FROM (OLD.patient_id, OLD.other_id, OLD.reason, OLD.dismissed_by, OLD.dismissed_at))
  EXECUTE FUNCTION public.refuse_change_of_record('patient_id, other_id, reason, dismissed_by, dismissed_at');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.duplicate_dismissal FOR EACH ROW
  WHEN (OLD.undone_at IS NOT NULL)
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.encounter FOR EACH ROW
  WHEN (OLD.closed_at IS NOT NULL
    AND (NEW.closed_at, NEW.closed_by, NEW.closed_content, NEW.content_hash, NEW.closing_signature, NEW.closed_without, NEW.status, NEW.ended_at, NEW.reason, NEW.class) IS DISTINCT FROM (OLD.closed_at, OLD.closed_by, OLD.closed_content, OLD.content_hash, OLD.closing_signature, OLD.closed_without, OLD.status, OLD.ended_at, OLD.reason, OLD.class))
  EXECUTE FUNCTION public.refuse_change_of_record('closed_at, closed_by, closed_content, content_hash, closing_signature, closed_without, status, ended_at, reason, class');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.escalation FOR EACH ROW
  WHEN ((to_jsonb(NEW) - '{status,response,acknowledged_by,acknowledged_at,version}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{status,response,acknowledged_by,acknowledged_at,version}'::text[]))
  EXECUTE FUNCTION public.refuse_change_of_record('all but status, response, acknowledged_by, acknowledged_at, version');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.escalation FOR EACH ROW
  WHEN (OLD.status = 'acknowledged'
    AND (NEW.status, NEW.response, NEW.acknowledged_by, NEW.acknowledged_at) IS DISTINCT FROM (OLD.status, OLD.response, OLD.acknowledged_by, OLD.acknowledged_at))
  EXECUTE FUNCTION public.refuse_change_of_record('status, response, acknowledged_by, acknowledged_at');

CREATE OR REPLACE TRIGGER a_record_is_kept BEFORE DELETE ON public.escalation FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.escalation FOR EACH ROW
  EXECUTE FUNCTION public.refuse_charting_when_closed();

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.fluid_entry FOR EACH ROW
  WHEN ((to_jsonb(NEW) - '{status,status_reason,version}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{status,status_reason,version}'::text[]))
  EXECUTE FUNCTION public.refuse_change_of_record('all but status, status_reason, version');

CREATE OR REPLACE TRIGGER a_record_is_kept BEFORE DELETE ON public.fluid_entry FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.fluid_entry FOR EACH ROW
  EXECUTE FUNCTION public.refuse_charting_when_closed();

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.history_item FOR EACH ROW
  WHEN ((NEW.kind, NEW.code_system, NEW.code, NEW.display, NEW.off_list, NEW.details, NEW.recorded_by, NEW.recorded_at) IS DISTINCT FROM (OLD.kind, OLD.code_system, OLD.code, OLD.display, OLD.off_list, OLD.details, OLD.recorded_by, OLD.recorded_at))
  EXECUTE FUNCTION public.refuse_change_of_record('kind, code_system, code, display, off_list, details, recorded_by, recorded_at');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.incoming_message FOR EACH ROW
  WHEN ((NEW.content, NEW.content_hash, NEW.sender, NEW.namespace, NEW.control_id, NEW.channel, NEW.address, NEW.received_at) IS DISTINCT FROM (OLD.content, OLD.content_hash, OLD.sender, OLD.namespace, OLD.control_id, OLD.channel, OLD.address, OLD.received_at))
  EXECUTE FUNCTION public.refuse_change_of_record('content, content_hash, sender, namespace, control_id, channel, address, received_at');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.infusion_step FOR EACH ROW
  WHEN ((to_jsonb(NEW) - '{status,status_reason,version}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{status,status_reason,version}'::text[]))
  EXECUTE FUNCTION public.refuse_change_of_record('all but status, status_reason, version');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.infusion_step FOR EACH ROW
  WHEN (OLD.status = 'entered-in-error'
    AND (NEW.status, NEW.status_reason) IS DISTINCT FROM (OLD.status, OLD.status_reason))
  EXECUTE FUNCTION public.refuse_change_of_record('status, status_reason');

CREATE OR REPLACE TRIGGER a_record_is_kept BEFORE DELETE ON public.infusion_step FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.insurance_period FOR EACH ROW
  WHEN ((NEW.patient_id) IS DISTINCT FROM (OLD.patient_id))
  EXECUTE FUNCTION public.refuse_change_of_record('patient_id');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.insurance_period FOR EACH ROW
  WHEN (OLD.status = 'entered-in-error')
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.issued_document FOR EACH ROW
  WHEN ((to_jsonb(NEW) - '{withdrawn_at,withdrawn_by,withdrawn_reason,version}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{withdrawn_at,withdrawn_by,withdrawn_reason,version}'::text[]))
  EXECUTE FUNCTION public.refuse_change_of_record('all but withdrawn_at, withdrawn_by, withdrawn_reason, version');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.issued_document FOR EACH ROW
  WHEN (OLD.withdrawn_at IS NOT NULL)
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_is_kept BEFORE DELETE ON public.issued_document FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.medicine_reconciliation FOR EACH ROW
  WHEN ((NEW.point, NEW.opened_by, NEW.created_at) IS DISTINCT FROM (OLD.point, OLD.opened_by, OLD.created_at))
  EXECUTE FUNCTION public.refuse_change_of_record('point, opened_by, created_at');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.medicine_reconciliation FOR EACH ROW
  WHEN (OLD.status = 'completed')
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_move_is_allowed BEFORE UPDATE ON public.medicine_reconciliation FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION public.refuse_move('open > completed');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.medicine_reconciliation FOR EACH ROW
  EXECUTE FUNCTION public.refuse_charting_when_closed();

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE OR DELETE ON public.mother_check FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.mother_check FOR EACH ROW
  WHEN (NEW.encounter_id IS NOT NULL)
  EXECUTE FUNCTION public.refuse_charting_when_closed();

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.note FOR EACH ROW
  WHEN (OLD.status <> 'draft'
    AND (NEW.sections, NEW.type, NEW.template, NEW.template_version, NEW.pulled, NEW.author_id, NEW.signed_by, NEW.signed_at, NEW.content_hash, NEW.patient_id, NEW.encounter_id, NEW.addendum_to, NEW.effective_at, NEW.late_entry, NEW.late_reason) IS DISTINCT FROM (OLD.sections, OLD.type, OLD.template, OLD.template_version, OLD.pulled, OLD.author_id, OLD.signed_by, OLD.signed_at, OLD.content_hash, OLD.patient_id, OLD.encounter_id, OLD.addendum_to, OLD.effective_at, OLD.late_entry, OLD.late_reason))
  EXECUTE FUNCTION public.refuse_change_of_record('sections, type, template, template_version, pulled, author_id, signed_by, signed_at, content_hash, patient_id, encounter_id, addendum_to, effective_at, late_entry, late_reason');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.note FOR EACH ROW
  WHEN (NEW.addendum_to IS NULL)
  EXECUTE FUNCTION public.refuse_charting_when_closed();

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.note_refused_text FOR EACH ROW
  WHEN ((to_jsonb(NEW) - '{discarded_at}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{discarded_at}'::text[]))
  EXECUTE FUNCTION public.refuse_change_of_record('all but discarded_at');

CREATE OR REPLACE TRIGGER a_record_is_kept BEFORE DELETE ON public.note_refused_text FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE OR DELETE ON public.note_signature FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE OR DELETE ON public.note_version FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE OR DELETE ON public.nursing_assessment FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.nursing_assessment FOR EACH ROW
  EXECUTE FUNCTION public.refuse_charting_when_closed();

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.observation FOR EACH ROW
  WHEN ((to_jsonb(NEW) - '{superseded_at,report_id}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{superseded_at,report_id}'::text[]))
  EXECUTE FUNCTION public.refuse_change_of_record('all but superseded_at, report_id');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.observation FOR EACH ROW
  WHEN (OLD.report_id IS NOT NULL
    AND (NEW.report_id) IS DISTINCT FROM (OLD.report_id))
  EXECUTE FUNCTION public.refuse_change_of_record('report_id');

CREATE OR REPLACE TRIGGER a_record_is_kept BEFORE DELETE ON public.observation FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.observation_setting FOR EACH ROW
  WHEN ((to_jsonb(NEW) - '{ended_by,ended_at,ended_reason,version}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{ended_by,ended_at,ended_reason,version}'::text[]))
  EXECUTE FUNCTION public.refuse_change_of_record('all but ended_by, ended_at, ended_reason, version');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.observation_setting FOR EACH ROW
  WHEN (OLD.ended_at IS NOT NULL
    AND (NEW.ended_by, NEW.ended_at, NEW.ended_reason) IS DISTINCT FROM (OLD.ended_by, OLD.ended_at, OLD.ended_reason))
  EXECUTE FUNCTION public.refuse_change_of_record('ended_by, ended_at, ended_reason');

CREATE OR REPLACE TRIGGER a_record_is_kept BEFORE DELETE ON public.observation_setting FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.observation_setting FOR EACH ROW
  EXECUTE FUNCTION public.refuse_charting_when_closed();

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.patient_identifier FOR EACH ROW
  WHEN ((NEW.patient_id, NEW.system, NEW.value) IS DISTINCT FROM (OLD.patient_id, OLD.system, OLD.value))
  EXECUTE FUNCTION public.refuse_change_of_record('patient_id, system, value');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.patient_identifier FOR EACH ROW
  WHEN (OLD.retired_at IS NOT NULL)
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.patient_merge FOR EACH ROW
  WHEN ((NEW.patient_id, NEW.merged_id, NEW.reason, NEW.merged_by, NEW.merged_at) IS DISTINCT FROM (OLD.patient_id, OLD.merged_id, OLD.reason, OLD.merged_by, OLD.merged_at))
  EXECUTE FUNCTION public.refuse_change_of_record('patient_id, merged_id, reason, merged_by, merged_at');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.patient_merge FOR EACH ROW
  WHEN (OLD.undone_at IS NOT NULL)
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.pharmacy_review FOR EACH ROW
  WHEN ((NEW.order_id) IS DISTINCT FROM (OLD.order_id))
  EXECUTE FUNCTION public.refuse_change_of_record('order_id');

CREATE OR REPLACE TRIGGER a_move_is_allowed BEFORE UPDATE ON public.pharmacy_review FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION public.refuse_move('questioned > verified', 'questioned > answered', 'questioned > substituted', 'answered > verified', 'answered > questioned', 'answered > substituted', 'verified > questioned', 'verified > substituted', 'substituted > questioned');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.received_report FOR EACH ROW
  WHEN ((NEW.sender, NEW.namespace, NEW.number, NEW.part, NEW.report_id) IS DISTINCT FROM (OLD.sender, OLD.namespace, OLD.number, OLD.part, OLD.report_id))
  EXECUTE FUNCTION public.refuse_change_of_record('sender, namespace, number, part, report_id');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE OR DELETE ON public.report_review FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.service_order FOR EACH ROW
  WHEN ((NEW.number, NEW.patient_id, NEW.encounter_id, NEW.kind, NEW.created_at) IS DISTINCT FROM (OLD.number, OLD.patient_id, OLD.encounter_id, OLD.kind, OLD.created_at))
  EXECUTE FUNCTION public.refuse_change_of_record('number, patient_id, encounter_id, kind, created_at');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.service_order FOR EACH ROW
  WHEN (OLD.requested_by IS NOT NULL
    AND (NEW.requested_by) IS DISTINCT FROM (OLD.requested_by))
  EXECUTE FUNCTION public.refuse_change_of_record('requested_by');

CREATE OR REPLACE TRIGGER a_record_stays_3 BEFORE UPDATE ON public.service_order FOR EACH ROW
  WHEN (OLD.status <> 'draft'
    AND (NEW.code_system, NEW.code, NEW.display, NEW.priority, NEW.instructions, NEW.detail, NEW.replaces_id, NEW.verbal_by) IS DISTINCT FROM (OLD.code_system, OLD.code, OLD.display, OLD.priority, OLD.instructions, OLD.detail, OLD.replaces_id, OLD.verbal_by))
  EXECUTE FUNCTION public.refuse_change_of_record('code_system, code, display, priority, instructions, detail, replaces_id, verbal_by');

CREATE OR REPLACE TRIGGER a_record_stays_4 BEFORE UPDATE ON public.service_order FOR EACH ROW
  WHEN (OLD.signed_by IS NOT NULL
    AND (NEW.signed_by) IS DISTINCT FROM (OLD.signed_by))
  EXECUTE FUNCTION public.refuse_change_of_record('signed_by');

CREATE OR REPLACE TRIGGER a_move_is_allowed BEFORE UPDATE ON public.service_order FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION public.refuse_move('draft > active', 'draft > cancelled', 'active > completed', 'active > on-hold', 'active > cancelled', 'active > entered-in-error', 'on-hold > active', 'on-hold > cancelled', 'on-hold > entered-in-error', 'completed > entered-in-error', 'completed > active', 'cancelled > entered-in-error');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.service_order FOR EACH ROW
  EXECUTE FUNCTION public.refuse_charting_when_closed();

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.stored_file FOR EACH ROW
  WHEN ((to_jsonb(NEW) - '{status,status_reason,marked_by,marked_at,version,updated_at}'::text[]) IS DISTINCT FROM (to_jsonb(OLD) - '{status,status_reason,marked_by,marked_at,version,updated_at}'::text[]))
  EXECUTE FUNCTION public.refuse_change_of_record('all but status, status_reason, marked_by, marked_at, version, updated_at');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.stored_file FOR EACH ROW
  WHEN (OLD.status = 'entered-in-error')
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_is_kept BEFORE DELETE ON public.stored_file FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE OR DELETE ON public.stored_file_content FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.task FOR EACH ROW
  WHEN ((NEW.kind, NEW.patient_id, NEW.encounter_id, NEW.focus, NEW.focus_id, NEW.requester_id, NEW.created_at) IS DISTINCT FROM (OLD.kind, OLD.patient_id, OLD.encounter_id, OLD.focus, OLD.focus_id, OLD.requester_id, OLD.created_at))
  EXECUTE FUNCTION public.refuse_change_of_record('kind, patient_id, encounter_id, focus, focus_id, requester_id, created_at');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.task FOR EACH ROW
  WHEN (OLD.status <> 'open')
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE OR DELETE ON public.task_step FOR EACH ROW
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.transfusion FOR EACH ROW
  WHEN ((NEW.order_id, NEW.unit_number, NEW.product, NEW.unit_abo, NEW.unit_rhd, NEW.patient_abo, NEW.patient_rhd, NEW.expires_at, NEW.started_at, NEW.recorded_by, NEW.witness_id, NEW.witness_confirmed) IS DISTINCT FROM (OLD.order_id, OLD.unit_number, OLD.product, OLD.unit_abo, OLD.unit_rhd, OLD.patient_abo, OLD.patient_rhd, OLD.expires_at, OLD.started_at, OLD.recorded_by, OLD.witness_id, OLD.witness_confirmed))
  EXECUTE FUNCTION public.refuse_change_of_record('order_id, unit_number, product, unit_abo, unit_rhd, patient_abo, patient_rhd, expires_at, started_at, recorded_by, witness_id, witness_confirmed');

CREATE OR REPLACE TRIGGER a_record_stays_2 BEFORE UPDATE ON public.transfusion FOR EACH ROW
  WHEN (OLD.status <> 'in-progress')
  EXECUTE FUNCTION public.refuse_change_of_record('the whole row');

CREATE OR REPLACE TRIGGER a_move_is_allowed BEFORE UPDATE ON public.transfusion FOR EACH ROW
  WHEN (NEW.status IS DISTINCT FROM OLD.status)
  EXECUTE FUNCTION public.refuse_move('in-progress > completed', 'in-progress > stopped');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.transfusion FOR EACH ROW
  EXECUTE FUNCTION public.refuse_charting_when_closed();

CREATE OR REPLACE TRIGGER a_record_stays_1 BEFORE UPDATE ON public.unmatched_result FOR EACH ROW
  WHEN ((NEW.message_id, NEW.facts, NEW.sender, NEW.namespace) IS DISTINCT FROM (OLD.message_id, OLD.facts, OLD.sender, OLD.namespace))
  EXECUTE FUNCTION public.refuse_change_of_record('message_id, facts, sender, namespace');

CREATE OR REPLACE TRIGGER a_encounter_is_open BEFORE INSERT ON public.vital_signs FOR EACH ROW
  EXECUTE FUNCTION public.refuse_charting_when_closed();
