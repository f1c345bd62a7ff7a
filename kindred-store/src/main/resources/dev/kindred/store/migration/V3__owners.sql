-- The process that answers a request: one whose process died is lost.
alter table idempotency add column owner ${id};
