/* routes.c - the API on one screen: method, path, role, function; what it takes; what it answers.
 *
 * To add an endpoint: a row here, its function in the resource's file, its name in handlers.h.
 * The contract (/openapi.json), the checks of query and body, and 405 with Allow follow. */
#include "server/api/handlers.h"

#define OPEN ROLE_OPEN
#define VIEWER USER_VIEWER
#define MEMBER USER_MEMBER
#define OWNER USER_OWNER
#define ADMIN USER_ADMIN

/* clang-format off */
/* DOC(summary, .body = &shape, .reply = &shape, .status = 201, …) */
#define DOC(text, ...) .doc = &(const struct doc){.summary = (text), __VA_ARGS__}
#define QUERY(table) .query = (table), .n_query = COUNT(table)
#define BODY .body = BODY_JSON

static const struct field page_query[] = {QUERY_PAGE};
static const struct field text_query[] = {QUERY_TEXT};
static const struct field search_query[] = {
    QUERY_PAGE, QUERY_TEXT, {.name = "q", .type = FIELD_STRING, .help = "part of the name"}};
#define PAGE QUERY(page_query)

static const struct route routes[] = {
    /* ---- the daemon ---- */
    {"GET", "/healthz", OPEN, healthz_get, DOC("Alive.", .reply = &shape_status)},
    {"GET", "/readyz", OPEN, readyz_get, DOC("Ready to serve.", .reply = &shape_status)},
    {"GET", "/metrics", OPEN, prometheus_get,
     DOC("Figures for Prometheus; tenants by name only for an admin.", .type = "text/plain")},
    {"GET", "/openapi.json", OPEN, openapi_get, DOC("This contract.")},
    {"GET", "/v1/version", VIEWER, version_get,
     DOC("Versions of what runs here.", .reply = &shape_version)},
    {"GET", "/v1/catalog", VIEWER, catalog_get,
     DOC("Layers, losses, optimisers, schedules, augmentations, formats, with every option.")},
    {"GET", "/v1/me", VIEWER, me_get,
     DOC("Who I am, what I may, what is left.", .reply = &shape_me)},

    /* ---- tenants, users, tokens ---- */
    {"GET", "/v1/tenants", VIEWER, tenant_list, PAGE,
     DOC("Tenants, newest first.", .reply = &shape_tenant, .list = true)},
    {"POST", "/v1/tenants", OWNER, tenant_create, BODY,
     DOC("Add a tenant.", .body = &shape_tenant_new, .reply = &shape_tenant, .status = 201)},
    {"GET", "/v1/tenants/{tenant}", VIEWER, tenant_get,
     DOC("A tenant.", .reply = &shape_tenant)},
    {"PATCH", "/v1/tenants/{tenant}", OWNER, tenant_patch, BODY,
     DOC("Change a tenant.", .body = &shape_tenant_patch, .reply = &shape_tenant)},
    {"DELETE", "/v1/tenants/{tenant}", OWNER, tenant_delete,
     DOC("Delete a tenant that holds nothing.", .status = 204)},
    {"GET", "/v1/tenants/{tenant}/quota", VIEWER, quota_get,
     DOC("A tenant's quota.", .reply = &shape_quota)},
    {"PUT", "/v1/tenants/{tenant}/quota", OWNER, quota_put, BODY,
     DOC("Set a tenant's quota.", .body = &shape_quota, .reply = &shape_quota)},
    {"PATCH", "/v1/tenants/{tenant}/quota", OWNER, quota_patch, BODY,
     DOC("Change some of a tenant's quota.", .body = &shape_quota, .reply = &shape_quota)},
    {"GET", "/v1/tenants/{tenant}/usage", VIEWER, usage_get, .query = usage_query,
     .n_query = USAGE_QUERY,
     DOC("What a tenant used, by day, user or job.", .reply = &shape_usage, .type = "text/csv")},
    {"GET", "/v1/tenants/{tenant}/users", VIEWER, user_list, PAGE,
     DOC("A tenant's users, newest first.", .reply = &shape_user, .list = true)},
    {"POST", "/v1/tenants/{tenant}/users", OWNER, user_create, BODY,
     DOC("Add a user.", .body = &shape_user_new, .reply = &shape_user, .status = 201)},
    {"GET", "/v1/users/{user}", VIEWER, user_get, DOC("A user.", .reply = &shape_user)},
    {"PATCH", "/v1/users/{user}", OWNER, user_patch, BODY,
     DOC("Change a user's name or role.", .body = &shape_user_patch, .reply = &shape_user)},
    {"GET", "/v1/users/{user}/tokens", VIEWER, token_list, PAGE,
     DOC("A user's tokens, without their secrets.", .reply = &shape_token, .list = true)},
    {"POST", "/v1/users/{user}/tokens", VIEWER, token_create, BODY,
     DOC("Make a token; its secret is shown this once.", .body = &shape_token_new,
         .reply = &shape_token, .status = 201)},
    {"DELETE", "/v1/tokens/{token}", VIEWER, token_delete, DOC("Revoke a token.", .status = 204)},

    /* ---- who pays ---- */
    {"GET", "/v1/programs", VIEWER, program_list, PAGE,
     DOC("Funding programmes, newest first.", .reply = &shape_program, .list = true)},
    {"POST", "/v1/programs", ADMIN, program_create, BODY,
     DOC("Add a funding programme.", .body = &shape_program_new, .reply = &shape_program,
         .status = 201)},
    {"GET", "/v1/tenants/{tenant}/grants", VIEWER, grant_list,
     DOC("A tenant's grants and what is left of them.", .reply = &shape_grant, .list = true)},
    {"POST", "/v1/tenants/{tenant}/grants", ADMIN, grant_create, BODY,
     DOC("Give a tenant credits for a period.", .body = &shape_grant_new, .reply = &shape_grant,
         .status = 201)},
    {"PATCH", "/v1/grants/{grant}", ADMIN, grant_patch, BODY,
     DOC("Change a grant.", .body = &shape_grant_patch, .reply = &shape_grant)},

    /* ---- the machine and its book-keeping ---- */
    {"GET", "/v1/cluster", VIEWER, cluster_get, QUERY(text_query),
     DOC("Slots and who holds them.", .reply = &shape_cluster, .type = "text/plain")},
    {"PATCH", "/v1/cluster", ADMIN, cluster_patch, BODY,
     DOC("Drain, or change the number of slots.", .body = &shape_cluster_patch,
         .reply = &shape_cluster_slots)},
    {"GET", "/v1/queue", VIEWER, queue_get, .query = queue_query, .n_query = QUEUE_QUERY,
     DOC("Who waits, in the order of turns, and why.", .reply = &shape_waiting, .list = true,
         .type = "text/plain")},
    {"GET", "/v1/fairness", VIEWER, fairness_get,
     DOC("Entitlement against use, how fair that is, and how often start forecasts held.",
         .reply = &shape_fairness)},
    {"GET", "/v1/decisions", ADMIN, decision_list, PAGE,
     DOC("What the scheduler did, newest first.", .reply = &shape_decision, .list = true)},
    {"GET", "/v1/decisions/{decision}", ADMIN, decision_get,
     DOC("A decision with what it was made on.", .reply = &shape_decision)},
    {"GET", "/v1/audit", OWNER, audit_list, PAGE,
     DOC("Who did what, newest first.", .reply = &shape_audit, .list = true)},

    /* ---- datasets ---- */
    {"GET", "/v1/datasets", VIEWER, dataset_list, QUERY(search_query),
     DOC("Datasets, newest first.", .reply = &shape_dataset, .list = true, .type = "text/plain")},
    {"POST", "/v1/datasets", MEMBER, NULL, BODY_STREAM, &dataset_upload, upload_query,
     UPLOAD_QUERY,
     DOC("Upload a dataset: the file itself, streamed; gzip is accepted.", .reply = &shape_dataset,
         .status = 201)},
    {"GET", "/v1/datasets/{dataset}", VIEWER, dataset_get,
     DOC("A dataset with its columns.", .reply = &shape_dataset)},
    {"PATCH", "/v1/datasets/{dataset}", MEMBER, dataset_patch, BODY,
     DOC("Change a dataset.", .body = &shape_dataset_patch, .reply = &shape_dataset)},
    {"DELETE", "/v1/datasets/{dataset}", MEMBER, dataset_delete,
     DOC("Delete a dataset that no waiting or running job needs.", .status = 204)},
    {"PUT", "/v1/datasets/{dataset}/labels", MEMBER, NULL, BODY_STREAM, &labels_upload,
     DOC("The labels' own file of an idx, npy or npz dataset.", .reply = &shape_dataset)},
    {"GET", "/v1/datasets/{dataset}/content", VIEWER, dataset_content, .query = content_query,
     .n_query = CONTENT_QUERY,
     DOC("The file as it was uploaded.", .type = "application/octet-stream")},
    {"GET", "/v1/datasets/{dataset}/preview", VIEWER, dataset_preview, .query = preview_query,
     .n_query = PREVIEW_QUERY, DOC("The first rows.", .reply = &shape_preview)},

    /* ---- jobs ---- */
    {"GET", "/v1/jobs", VIEWER, job_list, .query = job_list_query, .n_query = JOB_LIST_QUERY,
     DOC("Jobs, newest first.", .reply = &shape_job, .list = true, .type = "text/plain")},
    {"POST", "/v1/jobs", MEMBER, job_create, BODY, .query = submit_query, .n_query = SUBMIT_QUERY,
     DOC("Submit a job, or with dry_run=true have it quoted.", .body = &shape_job_new,
         .reply = &shape_job, .status = 201, .quote = &shape_quote)},
    {"GET", "/v1/jobs/{job}", VIEWER, job_get, .query = job_query, .n_query = JOB_QUERY,
     DOC("A job; with wait=SECONDS when it has ended.", .reply = &shape_job,
         .type = "text/plain")},
    {"PATCH", "/v1/jobs/{job}", MEMBER, job_patch, BODY,
     DOC("Change a job.", .body = &shape_job_patch, .reply = &shape_job)},
    {"DELETE", "/v1/jobs/{job}", MEMBER, job_delete,
     DOC("Delete a job that has ended.", .status = 204)},
    {"POST", "/v1/jobs/{job}/cancel", MEMBER, job_cancel,
     DOC("Cancel a job; one that has ended stays as it is.", .reply = &shape_job)},
    {"POST", "/v1/jobs/{job}/pause", MEMBER, job_pause,
     DOC("Pause a job with everything kept.", .reply = &shape_job)},
    {"POST", "/v1/jobs/{job}/resume", MEMBER, job_resume,
     DOC("Put a paused job back in the queue.", .reply = &shape_job)},
    {"POST", "/v1/jobs/{job}/clone", MEMBER, job_clone, .body = BODY_JSON_OPTIONAL,
     .query = submit_query, .n_query = SUBMIT_QUERY,
     DOC("Submit the job again, changed by the merge patch that is sent.", .reply = &shape_job,
         .status = 201, .quote = &shape_quote)},
    {"GET", "/v1/jobs/{job}/explain", VIEWER, explain_get, QUERY(text_query),
     DOC("Why it waits, and what would start it.", .reply = &shape_explain,
         .type = "text/plain")},

    {"GET", "/v1/jobs/{job}/metrics", VIEWER, job_metrics, .query = metrics_query,
     .n_query = METRICS_QUERY,
     DOC("Its curves.", .reply = &shape_metrics, .type = "text/csv")},
    {"GET", "/v1/jobs/{job}/events", VIEWER, job_events, .query = event_query,
     .n_query = EVENT_QUERY,
     DOC("What happened to it, oldest first; or a stream that ends with it.",
         .reply = &shape_event, .list = true, .type = "text/event-stream")},
    {"GET", "/v1/jobs/{job}/watch", VIEWER, job_watch,
     DOC("Its progress as text, live: curl -N.", .type = "text/plain")},
    {"GET", "/v1/jobs/{job}/runs", VIEWER, job_runs, PAGE,
     DOC("Its runs, newest first.", .reply = &shape_run, .list = true)},
    {"GET", "/v1/jobs/{job}/checkpoints", VIEWER, job_checkpoints, PAGE,
     DOC("Its checkpoints, newest first.", .reply = &shape_checkpoint, .list = true)},
    {"GET", "/v1/events", VIEWER, event_list, .query = event_query, .n_query = EVENT_QUERY,
     DOC("What happens, as it happens; or a page of what happened, oldest first.",
         .reply = &shape_event, .list = true, .type = "text/event-stream")},

    /* ---- models ---- */
    {"GET", "/v1/models", VIEWER, model_list, QUERY(search_query),
     DOC("Models, newest first.", .reply = &shape_model, .list = true, .type = "text/plain")},
    {"POST", "/v1/models", MEMBER, NULL, BODY_STREAM, &model_upload, model_upload_query,
     MODEL_UPLOAD_QUERY,
     DOC("Bring a model file back in.", .reply = &shape_model, .status = 201)},
    {"GET", "/v1/models/{model}", VIEWER, model_get, DOC("A model.", .reply = &shape_model)},
    {"PATCH", "/v1/models/{model}", MEMBER, model_patch, BODY,
     DOC("Change a model.", .body = &shape_model_patch, .reply = &shape_model)},
    {"DELETE", "/v1/models/{model}", MEMBER, model_delete,
     DOC("Delete a model.", .status = 204)},
    {"GET", "/v1/models/{model}/content", VIEWER, model_content, .query = model_content_query,
     .n_query = MODEL_CONTENT_QUERY,
     DOC("The model's file.", .type = "application/octet-stream")},
    {"POST", "/v1/models/{model}/predict", VIEWER, model_predict_post, BODY,
     DOC("Ask a model.", .body = &shape_predict, .reply = &shape_prediction)},
    {"POST", "/v1/models/{model}/evaluate", VIEWER, model_evaluate_post, BODY,
     DOC("Measure a model on a dataset.", .body = &shape_evaluate, .reply = &shape_evaluation)},
    {"POST", "/v1/models/{model}/generate", VIEWER, model_generate_post, BODY,
     DOC("Let a language model write on.", .body = &shape_generate, .reply = &shape_generated)},
};
/* clang-format on */

const struct route *api_routes(int *n)
{
    *n = COUNT(routes);
    return routes;
}
