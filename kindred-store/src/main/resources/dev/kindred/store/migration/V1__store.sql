-- One schema for SQLite and PostgreSQL. Placeholders stand for the words in which they differ:
-- id = text compared by bytes, clustered = rows are kept in the order of the primary key.
-- Times are milliseconds since 1970-01-01 UTC. JSON is text. Flags are 0 or 1.

create table projects (
    number ${identity},
    id ${id} not null unique,
    name text not null,
    created bigint not null,
    token ${id} not null, -- random: another project with this number and id is another project
    last_sequence bigint not null default 0, -- of the project's events; given out, never taken back
    deletions bigint not null default 0, -- changes to events that are no appends
    last_model bigint not null default 0, -- the newest version number given out
    catalogue bigint not null default 0, -- changes to items
    documents bigint not null default 0 -- changes to documents
);

create table events (
    project bigint not null,
    sequence bigint not null,
    user_id ${id} not null,
    item_id ${id} not null,
    type ${id} not null,
    value ${double} not null,
    time bigint not null,
    overwrites smallint not null, -- 1: events before it of the same user, item and type do not count
    event_id ${id},
    session ${id},
    recommendation ${id},
    primary key (project, sequence)
); -- not clustered: SQLite would go through the whole log instead of an index below

create index events_by_user on events (project, user_id, sequence);
create index events_by_item on events (project, item_id, sequence);
create unique index events_by_id on events (project, event_id) where event_id is not null;

-- Changes with every change to a user's events that is no append, and to the user's description.
create table rewrites (
    project bigint not null,
    user_id ${id} not null,
    changes bigint not null,
    primary key (project, user_id)
) ${clustered};

create table users (
    project bigint not null,
    id ${id} not null,
    attributes text not null,
    created bigint not null,
    updated bigint not null,
    primary key (project, id)
) ${clustered};

create table items (
    project bigint not null,
    id ${id} not null,
    title text,
    body text,
    owner ${id},
    categories text not null,
    groups_json text not null,
    attributes text not null,
    embedding ${bytes},
    available_from bigint,
    available_until bigint,
    hidden smallint not null,
    created bigint not null,
    updated bigint not null,
    revision bigint not null, -- of the catalogue, with which it changed last
    primary key (project, id)
);

create index items_by_revision on items (project, revision);

-- Items that are no longer there: who knows an older revision learns of it.
create table deleted_items (
    project bigint not null,
    id ${id} not null,
    revision bigint not null,
    primary key (project, id)
) ${clustered};

-- SHA-256 of the ids of erased users: an older backup must not bring them back.
create table erased (
    project bigint not null,
    user_hash ${id} not null,
    time bigint not null,
    primary key (project, user_hash)
) ${clustered};

create table models (
    project bigint not null,
    version bigint not null,
    algorithm text not null,
    created bigint not null,
    size bigint not null,
    sha256 text not null,
    metrics text not null,
    info text not null,
    activated bigint, -- when it was last made the active one
    primary key (project, version)
) ${clustered};

create table active_models (
    project bigint not null primary key,
    version bigint not null
);

-- Rules, pipelines and whatever else is a JSON document with a history. A missing body: deleted.
create table documents (
    project bigint not null,
    kind ${id} not null,
    id ${id} not null,
    version bigint not null,
    body text,
    author text not null,
    time bigint not null,
    primary key (project, kind, id, version)
) ${clustered};

create table jobs (
    project bigint not null,
    id ${id} not null,
    kind ${id} not null,
    state ${id} not null,
    progress ${double} not null,
    message text,
    spec text not null,
    result text,
    cancel_requested smallint not null,
    owner ${id}, -- the process that runs it
    created bigint not null,
    started bigint,
    finished bigint,
    primary key (project, id)
) ${clustered};

-- Who has the store open, and when each gave its last sign of life.
create table processes (
    id ${id} not null primary key,
    heartbeat bigint not null
);

create table idempotency (
    project bigint not null,
    id ${id} not null,
    request_hash text not null,
    created bigint not null,
    status integer, -- missing: the first request is still at work
    content_type text,
    body ${bytes},
    primary key (project, id)
);

-- What was shown to whom. An empty experiment: none.
create table exposures (
    project bigint not null,
    recommendation ${id} not null,
    experiment ${id} not null,
    user_id ${id} not null,
    time bigint not null,
    variant ${id} not null,
    policy ${id} not null,
    model bigint not null,
    items text not null,
    positions ${bytes} not null, -- 4 bytes each, little-endian
    propensities ${bytes} not null, -- 8 bytes each, little-endian; none if unknown
    primary key (project, recommendation, experiment)
);

create index exposures_by_user on exposures (project, user_id, time);
create index exposures_by_time on exposures (project, time);

-- The variant of a unit's first exposure.
create table assignments (
    project bigint not null,
    experiment ${id} not null,
    unit ${id} not null,
    variant ${id} not null,
    time bigint not null,
    crossed smallint not null, -- 1: it was shown another variant as well
    primary key (project, experiment, unit)
) ${clustered};

create index assignments_by_unit on assignments (project, unit);

-- What was measured of a unit, and the sums over the units of a variant.
create table outcomes (
    project bigint not null,
    experiment ${id} not null,
    metric ${id} not null,
    unit ${id} not null,
    variant ${id} not null,
    count bigint not null,
    y ${double} not null,
    x ${double} not null,
    crossed smallint not null,
    primary key (project, experiment, metric, unit)
) ${clustered};

create index outcomes_by_unit on outcomes (project, unit);

create table outcome_sums (
    project bigint not null,
    experiment ${id} not null,
    metric ${id} not null,
    variant ${id} not null,
    units bigint not null,
    y ${double} not null,
    yy ${double} not null,
    x ${double} not null,
    xx ${double} not null,
    xy ${double} not null,
    primary key (project, experiment, metric, variant)
) ${clustered};

-- Counters by the minute (step 60000) or the hour (step 3600000).
create table series (
    project bigint not null,
    name ${id} not null,
    step bigint not null,
    time bigint not null,
    count bigint not null,
    sum ${double} not null,
    primary key (project, name, step, time)
) ${clustered};

create table api_keys (
    id ${id} not null primary key,
    name text not null,
    project bigint, -- missing: every project
    scopes text not null,
    secret_sha256 ${bytes} not null,
    created bigint not null,
    expires bigint,
    revoked bigint
);

create table audit (
    sequence ${identity},
    time bigint not null,
    actor text not null,
    action text not null,
    project ${id},
    target text,
    details text
);
