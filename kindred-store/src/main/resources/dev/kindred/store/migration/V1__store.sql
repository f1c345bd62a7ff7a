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
    catalogue bigint not null default 0 -- changes to items
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

-- How often a user's events changed otherwise than by an append.
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
    primary key (project, id)
);

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
    created bigint not null,
    started bigint,
    finished bigint,
    primary key (project, id)
) ${clustered};

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
