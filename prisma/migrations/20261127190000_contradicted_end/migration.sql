-- What had ended as refused, failed or cancelled, and is then shown as paid or on its way by the provider itself, goes back to being
-- unconfirmed first: what may have been paid is never called unpaid. The lifecycle of lib/domain/payout/lifecycle.ts, a second time.
CREATE OR REPLACE FUNCTION payout_may_move(from_state text, to_state text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
  SELECT to_state = ANY (CASE from_state
    WHEN 'draft' THEN ARRAY['awaitingApproval', 'discarded']
    WHEN 'awaitingApproval' THEN ARRAY['approved', 'rejected', 'draft', 'expired']
    WHEN 'approved' THEN ARRAY['dispatching', 'awaitingApproval', 'held', 'cancelled', 'unconfirmed']
    WHEN 'held' THEN ARRAY['approved', 'awaitingApproval', 'cancelled', 'unconfirmed']
    WHEN 'dispatching' THEN ARRAY['inFlight', 'refused', 'unconfirmed', 'approved']
    WHEN 'unconfirmed' THEN ARRAY['inFlight', 'settled', 'failed', 'cancelled', 'refused', 'approved']
    WHEN 'inFlight' THEN ARRAY['settled', 'failed', 'cancelled', 'returned']
    WHEN 'settled' THEN ARRAY['returned']
    WHEN 'refused' THEN ARRAY['unconfirmed']
    WHEN 'failed' THEN ARRAY['unconfirmed']
    WHEN 'cancelled' THEN ARRAY['unconfirmed']
    ELSE ARRAY[]::text[]
  END)
$$;
