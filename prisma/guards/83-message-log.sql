-- Which messages came, from whom, and what became of them; not of whom they are, and not what they say. In the owner's name, so that those see it
-- who look after the lines to other systems and see no patient.
CREATE OR REPLACE VIEW public.message_log AS
  SELECT m.id, m.protocol, m.channel, m.sender, m.namespace, m.control_id, m.message_type, m.state, m.reasons, host(m.address) AS address,
      octet_length(m.content) AS size, m.received_at, m.settled_at, u.id AS unmatched_id, u.status AS unmatched_status
    FROM public.incoming_message m LEFT JOIN public.unmatched_result u ON u.message_id = m.id;
INSERT INTO audit.open_table (name, reason) VALUES ('message_log', 'messages by number and sender, without whom they are about and what they say');

-- The same of what other systems are told.
CREATE OR REPLACE VIEW public.delivery_log AS
  SELECT id, subscription_id, type, state, attempts, failure, next_at, occurred_at, sent_at, created_at FROM public.delivery;
INSERT INTO audit.open_table (name, reason) VALUES ('delivery_log', 'messages by number and type, without whom they are about and what they say');
