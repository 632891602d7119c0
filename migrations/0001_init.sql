-- 0001_init - the first shape of everything.
--
-- Times are milliseconds since 1970 UTC (…_at) or of CLOCK_BOOTTIME (…_boot_ms). Ids are the
-- prefixed, time-sorted strings that clients see. version counts changes of a row: its ETag.
-- Every table is STRICT. Booleans and enums are words, so that a person reading the file with the
-- sqlite3 shell (of a backup) understands it.

CREATE TABLE meta (                  -- named values that live with the database
    key   TEXT PRIMARY KEY,          -- what it is: accepting, cpu_slots, flushed_at …
    value TEXT NOT NULL              -- text of any kind; integers in decimal
) STRICT, WITHOUT ROWID;

CREATE TABLE tenants (
    id         TEXT PRIMARY KEY,     -- ten_…
    name       TEXT NOT NULL,        -- what people type; unique among siblings (index below)
    parent     TEXT REFERENCES tenants(id), -- the organisation above, NULL for a root
    category   TEXT NOT NULL,        -- university sme individual enterprise public: fairness is reported by it
    weight     INTEGER NOT NULL CHECK (weight > 0), -- share of the surplus against its siblings
    created_at INTEGER NOT NULL,     -- age breaks the scheduler's ties
    version    INTEGER NOT NULL      -- ETag
) STRICT;
CREATE UNIQUE INDEX tenants_name ON tenants(coalesce(parent, ''), name);
CREATE INDEX tenants_by_name ON tenants(name); -- a name is taken wherever an id is
CREATE INDEX tenants_parent ON tenants(parent);

CREATE TABLE tenant_tree (           -- every pair of a tenant and one above it (or itself): subtree questions are one index range
    ancestor TEXT NOT NULL REFERENCES tenants(id) ON DELETE CASCADE,
    tenant   TEXT NOT NULL REFERENCES tenants(id) ON DELETE CASCADE,
    depth    INTEGER NOT NULL,       -- 0 for the tenant itself: nearest limits and depth checks
    PRIMARY KEY (ancestor, tenant)
) STRICT, WITHOUT ROWID;
CREATE INDEX tenant_tree_up ON tenant_tree(tenant, depth, ancestor);

CREATE TABLE tenant_counts (         -- jobs of a tenant with all below it, kept by every transition: quota checks cost no scan
    tenant  TEXT PRIMARY KEY REFERENCES tenants(id) ON DELETE CASCADE,
    queued  INTEGER NOT NULL DEFAULT 0,
    running INTEGER NOT NULL DEFAULT 0,
    paused  INTEGER NOT NULL DEFAULT 0
) STRICT, WITHOUT ROWID;

CREATE TABLE quotas (                -- NULL is "no such limit"
    tenant           TEXT PRIMARY KEY REFERENCES tenants(id) ON DELETE CASCADE,
    cpu_guarantee    INTEGER NOT NULL DEFAULT 0, -- CPU slots that come back at once when wanted
    cpu_max          INTEGER,        -- CPU slots never exceeded
    gpu_guarantee    INTEGER NOT NULL DEFAULT 0,
    gpu_max          INTEGER,
    max_running_jobs INTEGER,        -- caps how many run side by side
    max_queued_jobs  INTEGER,        -- keeps one loop in a shell from filling the disk
    storage_bytes    INTEGER,        -- datasets and models together
    job_memory_bytes INTEGER,        -- largest quote of one job
    job_runtime_s    INTEGER,        -- longest max_runtime_s of one job
    version          INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE users (
    id         TEXT PRIMARY KEY,     -- usr_…
    name       TEXT NOT NULL,        -- unique in the tenant
    tenant     TEXT NOT NULL REFERENCES tenants(id),
    role       TEXT NOT NULL,        -- viewer member owner admin
    created_at INTEGER NOT NULL,     -- age breaks ties between a tenant's users
    version    INTEGER NOT NULL,
    UNIQUE (tenant, name)
) STRICT;
CREATE INDEX users_by_name ON users(name);

CREATE TABLE tokens (
    id         TEXT PRIMARY KEY,     -- tok_…
    user       TEXT NOT NULL REFERENCES users(id) ON DELETE CASCADE,
    name       TEXT NOT NULL,        -- what its owner calls it
    prefix     TEXT NOT NULL,        -- first characters of the secret, to recognise it by
    sha256     TEXT NOT NULL UNIQUE, -- of the secret, which is nowhere stored
    scopes     TEXT NOT NULL,        -- JSON array; [] is all that the role may
    created_at INTEGER NOT NULL,
    expires_at INTEGER,              -- NULL: never
    used_at    INTEGER               -- last use, to the minute: unused tokens can be found and ended
) STRICT;
CREATE INDEX tokens_user ON tokens(user, id);

CREATE TABLE blobs (                 -- one row per file in blobs/sha256
    sha256     TEXT PRIMARY KEY,     -- its name
    bytes      INTEGER NOT NULL,
    refs       INTEGER NOT NULL,     -- columns of other rows that name it; the file goes with the last
    created_at INTEGER NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE datasets (
    id              TEXT PRIMARY KEY, -- ds_…
    tenant          TEXT NOT NULL REFERENCES tenants(id),
    user            TEXT NOT NULL REFERENCES users(id), -- whose it is when visibility is private
    name            TEXT NOT NULL,
    format          TEXT NOT NULL,   -- csv idx npy text images
    state           TEXT NOT NULL,   -- importing incomplete ready failed
    error           TEXT,            -- why it failed
    rows            INTEGER NOT NULL DEFAULT 0,
    schema          TEXT,            -- JSON: columns with statistics, shape, classes
    content         TEXT,            -- blob of the upload, for downloads and re-imports
    labels          TEXT,            -- blob of the labels' own file
    canonical       TEXT,            -- blob of the file that training maps
    content_bytes   INTEGER NOT NULL DEFAULT 0, -- with the next two: what storage_bytes counts
    labels_bytes    INTEGER NOT NULL DEFAULT 0,
    canonical_bytes INTEGER NOT NULL DEFAULT 0,
    sha256          TEXT,            -- of what was uploaded: provenance of models names it
    visibility      TEXT NOT NULL,   -- private tenant public train_only
    license         TEXT,            -- what others may do with it, as its owner says
    description     TEXT,
    created_at      INTEGER NOT NULL,
    updated_at      INTEGER NOT NULL,
    version         INTEGER NOT NULL,
    UNIQUE (tenant, name)
) STRICT;
CREATE INDEX datasets_by_name ON datasets(name);
CREATE INDEX datasets_tenant ON datasets(tenant, id);
CREATE INDEX datasets_open ON datasets(id) WHERE visibility IN ('public', 'train_only');

CREATE TABLE jobs (
    n           INTEGER PRIMARY KEY, -- short number for metrics: eight million points need not repeat a 30-byte id
    id          TEXT NOT NULL UNIQUE, -- job_…
    tenant      TEXT NOT NULL REFERENCES tenants(id),
    user        TEXT NOT NULL REFERENCES users(id),
    name        TEXT NOT NULL,       -- may repeat
    spec        TEXT NOT NULL,       -- canonical JSON of the job, defaults filled in: what is trained
    spec_sha256 TEXT NOT NULL,       -- provenance; equal specs are found by it
    state       TEXT NOT NULL,       -- queued running paused succeeded failed cancelled
    reason      TEXT,                -- code for why it is there
    detail      TEXT,                -- the same as a sentence
    want        TEXT NOT NULL DEFAULT 'none', -- none cancel pause: asked of a running job, done at its next unit of work
    priority    INTEGER NOT NULL,    -- orders a user's own jobs
    device      TEXT NOT NULL,       -- cpu gpu
    slots_min   INTEGER NOT NULL CHECK (slots_min > 0), -- starts with no fewer
    slots_max   INTEGER NOT NULL CHECK (slots_max >= slots_min), -- is never given more
    lanes       INTEGER NOT NULL,    -- fixed parts of a mini-batch: fixes the result
    width       INTEGER NOT NULL DEFAULT 0, -- slots held now
    max_runtime_ms     INTEGER NOT NULL DEFAULT 0, -- running time after which it fails; 0: none
    memory_bytes       INTEGER NOT NULL DEFAULT 0, -- the arena, as quoted
    dataset            TEXT,         -- with the next two: kept from deletion while the job is not ended; no
    validation_dataset TEXT,         --   foreign keys, since an ended job's dataset may go
    base               TEXT,         -- model it starts from
    quote       TEXT,                -- JSON, as answered at submit: forecasts are measured against it
    quote_slot_ms      INTEGER NOT NULL DEFAULT 0,  -- of the quote: remaining work is reckoned from it; 0 unknown
    credits_micro      INTEGER NOT NULL DEFAULT 0,  -- of the quote, in millionths
    tags        TEXT NOT NULL DEFAULT '{}', -- JSON object, the user's own
    run         TEXT,                -- the open run
    step        INTEGER NOT NULL DEFAULT 0, -- progress at the last report
    steps       INTEGER NOT NULL DEFAULT 0,
    epoch       INTEGER NOT NULL DEFAULT 0,
    epochs      INTEGER NOT NULL DEFAULT 0,
    metrics     TEXT,                -- JSON: latest of each metric, so that a list needs no second look
    slot_ms     INTEGER NOT NULL DEFAULT 0, -- charged over all runs
    run_ms      INTEGER NOT NULL DEFAULT 0, -- of ended runs: what max_runtime_ms is held against
    preemptions INTEGER NOT NULL DEFAULT 0, -- shown to its user: how often it had to give way
    model       TEXT,                -- what it made
    provenance  TEXT,                -- JSON: engine, kernel, seed, hashes
    created_at  INTEGER NOT NULL,
    queued_at   INTEGER NOT NULL,    -- start of the present wait
    started_at  INTEGER,             -- first start
    ended_at    INTEGER,
    updated_at  INTEGER NOT NULL,
    version     INTEGER NOT NULL
) STRICT;
CREATE INDEX jobs_tenant ON jobs(tenant, id);
CREATE INDEX jobs_name ON jobs(name, tenant, n);
CREATE INDEX jobs_active ON jobs(state, id) WHERE state IN ('queued', 'running', 'paused');

CREATE TABLE runs (
    id              TEXT PRIMARY KEY, -- run_…
    job             TEXT NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    started_at      INTEGER NOT NULL,
    started_boot_ms INTEGER NOT NULL, -- origin of its width history
    ended_at        INTEGER,
    ended_boot_ms   INTEGER,
    width           INTEGER NOT NULL, -- the last
    first_step      INTEGER NOT NULL, -- where it took the job up …
    last_step       INTEGER NOT NULL, -- … and left it
    slot_ms         INTEGER NOT NULL DEFAULT 0, -- charged …
    settled_boot_ms INTEGER NOT NULL, -- … up to here: the last checkpoint, or the end; lost work is never charged
    run_end         TEXT NOT NULL DEFAULT 'open' -- open succeeded failed cancelled paused preempted daemon
) STRICT;
CREATE INDEX runs_job ON runs(job, id);
CREATE INDEX runs_open ON runs(id) WHERE run_end = 'open';
CREATE INDEX runs_ended ON runs(ended_at);

CREATE TABLE run_widths (            -- every change of width: slot-time is an exact sum
    run     TEXT NOT NULL REFERENCES runs(id) ON DELETE CASCADE,
    boot_ms INTEGER NOT NULL,        -- from when on
    width   INTEGER NOT NULL,
    PRIMARY KEY (run, boot_ms)
) STRICT, WITHOUT ROWID;

CREATE TABLE checkpoints (
    id         TEXT PRIMARY KEY,     -- ckp_…, and the file's name
    job        TEXT NOT NULL REFERENCES jobs(id) ON DELETE CASCADE,
    run        TEXT NOT NULL,        -- whose it is: a lost run is charged up to its last one
    step       INTEGER NOT NULL,
    epoch      INTEGER NOT NULL,
    bytes      INTEGER NOT NULL,
    sha256     TEXT,                 -- NULL: the file carries a checksum of its own, looked at when it is used
    engine     TEXT NOT NULL,        -- version and kernel that wrote it: others resume inexactly
    created_at INTEGER NOT NULL,
    boot_ms    INTEGER NOT NULL      -- when the state was taken, by the clock that charges
) STRICT;
CREATE INDEX checkpoints_job ON checkpoints(job, id);

CREATE TABLE models (
    id          TEXT PRIMARY KEY,    -- mdl_…
    tenant      TEXT NOT NULL REFERENCES tenants(id),
    user        TEXT NOT NULL REFERENCES users(id),
    name        TEXT NOT NULL,
    job         TEXT REFERENCES jobs(id) ON DELETE SET NULL, -- that made it
    dataset     TEXT,                -- it was trained on; may be gone
    sha256      TEXT NOT NULL,       -- blob of the safetensors file
    bytes       INTEGER NOT NULL,
    spec        TEXT NOT NULL,       -- canonical spec, for those who list and build on it
    metrics     TEXT,                -- JSON: final figures
    provenance  TEXT,                -- JSON
    parameters  INTEGER NOT NULL DEFAULT 0,
    visibility  TEXT NOT NULL,
    license     TEXT,
    description TEXT,
    created_at  INTEGER NOT NULL,
    updated_at  INTEGER NOT NULL,
    version     INTEGER NOT NULL,
    UNIQUE (tenant, name)
) STRICT;
CREATE INDEX models_by_name ON models(name);
CREATE INDEX models_tenant ON models(tenant, id);
CREATE INDEX models_open ON models(id) WHERE visibility IN ('public', 'train_only');
CREATE INDEX models_job ON models(job) WHERE job IS NOT NULL;

CREATE TABLE metric_names (          -- interned: a point carries a small number
    id   INTEGER PRIMARY KEY,
    name TEXT NOT NULL UNIQUE
) STRICT;

CREATE TABLE metrics (
    job   INTEGER NOT NULL REFERENCES jobs(n) ON DELETE CASCADE,
    name  INTEGER NOT NULL REFERENCES metric_names(id),
    step  INTEGER NOT NULL,
    value REAL,                      -- NULL is NaN, which SQLite cannot store
    PRIMARY KEY (job, name, step)
) STRICT, WITHOUT ROWID;

CREATE TABLE events (
    id     INTEGER PRIMARY KEY,      -- grows by one; the newest is never deleted, so none is used twice
    at     INTEGER NOT NULL,
    type   TEXT NOT NULL,            -- job.queued …
    tenant TEXT,                     -- who may see it; NULL: the operator only
    job    TEXT,
    data   TEXT NOT NULL             -- JSON object
) STRICT;
CREATE INDEX events_job ON events(job, id) WHERE job IS NOT NULL;
CREATE INDEX events_tenant ON events(tenant, id);

CREATE TABLE decisions (
    id   TEXT PRIMARY KEY,           -- dec_…
    at   INTEGER NOT NULL,
    view TEXT,                       -- JSON: what the scheduler saw; NULL once compacted
    plan TEXT NOT NULL               -- JSON: what it did and why
) STRICT;

CREATE TABLE usage (                 -- the books; outlive the jobs, users and tenants they name
    day     INTEGER NOT NULL,        -- days since 1970, UTC
    tenant  TEXT NOT NULL,
    user    TEXT NOT NULL,
    job     TEXT NOT NULL,
    run     TEXT NOT NULL,
    device  TEXT NOT NULL,
    slot_ms INTEGER NOT NULL,        -- an integer: sums are exact in any order
    PRIMARY KEY (run, day)
) STRICT, WITHOUT ROWID;
CREATE INDEX usage_tenant ON usage(tenant, day, user, job, device, slot_ms);

CREATE TABLE audit (
    id         TEXT PRIMARY KEY,     -- aud_…
    at         INTEGER NOT NULL,
    tenant     TEXT,                 -- of who asked; no foreign keys: the record outlives the people
    user       TEXT,
    user_name  TEXT,                 -- as it was then
    token      TEXT,
    action     TEXT NOT NULL,
    target     TEXT,
    request_id TEXT,                 -- finds the log line and the client's own record
    detail     TEXT                  -- JSON: what changed
) STRICT;
CREATE INDEX audit_tenant ON audit(tenant, id);

CREATE TABLE idempotency (
    tenant         TEXT NOT NULL,
    key            TEXT NOT NULL,    -- the client's
    request_sha256 TEXT NOT NULL,    -- the same key with another request is an error
    status         INTEGER NOT NULL, -- with body and location: the answer to give again
    body           TEXT NOT NULL,
    location       TEXT,
    created_at     INTEGER NOT NULL, -- forgotten after 24 hours
    PRIMARY KEY (tenant, key)
) STRICT, WITHOUT ROWID;
CREATE INDEX idempotency_age ON idempotency(created_at);
