-- Results of experiments, kept up with every write. Nothing wrote the first form of these sums.

drop table outcome_sums;

-- Sums over the units of a variant, where heavy hitters are to be capped by the size of their total.
create table outcome_sums (
    project bigint not null,
    experiment ${id} not null,
    metric ${id} not null,
    variant ${id} not null,
    bucket integer not null default -2147483648, -- the smallest: not by size, or not above 0
    units bigint not null,
    y ${double} not null,
    yy ${double} not null,
    x ${double} not null,
    xx ${double} not null,
    xy ${double} not null,
    primary key (project, experiment, metric, variant, bucket)
) ${clustered};

alter table outcomes add column bucket integer not null default -2147483648;

-- How many units each variant has: those that crossed over count in none.
create table arms (
    project bigint not null,
    experiment ${id} not null,
    variant ${id} not null,
    units bigint not null,
    crossed bigint not null, -- units that saw this variant first, and another one later
    exposures bigint not null,
    primary key (project, experiment, variant)
) ${clustered};

-- The smallest p values of all looks at an experiment so far.
create table looks (
    project bigint not null,
    experiment ${id} not null,
    name ${id} not null,
    p ${double} not null,
    primary key (project, experiment, name)
) ${clustered};

-- Up to where somebody has read the events.
create table readers (
    project bigint not null,
    name ${id} not null,
    sequence bigint not null,
    primary key (project, name)
) ${clustered};
