/* handlers.h - every handler and shape that routes.c puts in its table, by file. */
#ifndef ALLOT_API_HANDLERS_H
#define ALLOT_API_HANDLERS_H

#include "server/api/handler.h"

/* health.c */
void healthz_get(struct request *req);
void readyz_get(struct request *req);
void version_get(struct request *req);
extern const struct shape shape_status, shape_version;

/* me.c */
void me_get(struct request *req);
extern const struct shape shape_me;

/* tenants.c */
void tenant_list(struct request *req);
void tenant_create(struct request *req);
void tenant_get(struct request *req);
void tenant_patch(struct request *req);
void tenant_delete(struct request *req);
extern const struct shape shape_tenant, shape_tenant_new, shape_tenant_patch;

/* users.c */
void user_list(struct request *req);
void user_create(struct request *req);
void user_get(struct request *req);
void user_patch(struct request *req);
extern const struct shape shape_user, shape_user_new, shape_user_patch;

/* tokens.c */
void token_list(struct request *req);
void token_create(struct request *req);
void token_delete(struct request *req);
extern const struct shape shape_token, shape_token_new;

/* programs.c */
void program_list(struct request *req);
void program_create(struct request *req);
extern const struct shape shape_program, shape_program_new;

/* grants.c */
/* 10^9 credits: a hundred thousand slot-years; millionths of it stay far below 2^63. */
#define CREDITS_MAX 1e9
int64_t gpu_rate_micro(const struct api *api);
struct json *balance_show(const struct balance *b);
void grant_list(struct request *req);
void grant_create(struct request *req);
void grant_patch(struct request *req);
extern const struct shape shape_grant, shape_grant_new, shape_grant_patch;

/* usage.c */
void usage_get(struct request *req);
extern const struct shape shape_usage;
extern const struct field usage_query[];
enum { USAGE_QUERY = 4 };

/* audit.c */
void audit_list(struct request *req);
extern const struct shape shape_audit;

/* catalog.c */
void catalog_get(struct request *req);

/* quota.c */
struct json *quota_show(const struct quota_row *q);
struct json *quota_use_show(const struct quota_use *use);
void quota_get(struct request *req);
void quota_put(struct request *req);
void quota_patch(struct request *req);
extern const struct shape shape_quota, shape_quota_slots;

/* cluster.c */
struct holding {
    char tenant[ID_MAX], name[128];
    int64_t slots[STORE_DEVICES];
};
struct holdings {
    struct holding *v; /* by tenant; free() it */
    int n;
    int64_t total[STORE_DEVICES];
};
/* Who holds slots now, by tenant, without names. */
void holdings_read(struct run *run, struct holdings *h);
/* The slots there are, for a quota's sums. */
void cluster_slots(const struct api *api, int64_t machine[STORE_DEVICES]);
/* The run room, or NULL after replying 503. */
struct run *api_run(struct request *req);
void cluster_get(struct request *req);
void cluster_patch(struct request *req);
extern const struct shape shape_cluster, shape_cluster_patch, shape_cluster_slots;

/* queue.c */
void queue_get(struct request *req);
extern const struct shape shape_waiting;
enum { QUEUE_QUERY = 2 };
extern const struct field queue_query[];

/* fairness.c */
void fairness_get(struct request *req);
extern const struct shape shape_fairness;

/* explain.c */
void explain_get(struct request *req);
extern const struct shape shape_explain;
extern const struct shape shape_when; /* {"p50","p90"} */
extern const struct shape shape_forecasts;
/* Adds "forecasts", how good they were so far. */
int add_forecasts(struct json *o, struct reader *r, struct err *err);

/* decisions.c */
void decision_list(struct request *req);
void decision_get(struct request *req);
extern const struct shape shape_decision;

/* prometheus.c */
void prometheus_get(struct request *req);

/* openapi.c */
struct json *openapi_json(void);
void openapi_get(struct request *req);
extern const struct shape shape_fault;

/* datasets.c, dataset_show.c, upload.c */
void dataset_list(struct request *req);
void dataset_get(struct request *req);
void dataset_patch(struct request *req);
void dataset_delete(struct request *req);
void dataset_content(struct request *req);
void dataset_preview(struct request *req);
extern const struct upload_ops dataset_upload, labels_upload;
extern const struct shape shape_dataset, shape_dataset_patch, shape_preview;
enum { UPLOAD_QUERY = 18, PREVIEW_QUERY = 2, CONTENT_QUERY = 1 };
extern const struct field upload_query[], preview_query[], content_query[];

/* submit.c, jobs.c */
void job_create(struct request *req);
void job_clone(struct request *req);
void job_list(struct request *req);
void job_get(struct request *req);
void job_patch(struct request *req);
void job_delete(struct request *req);
void job_cancel(struct request *req);
void job_pause(struct request *req);
void job_resume(struct request *req);
extern const struct shape shape_job, shape_job_new, shape_job_patch, shape_resources;
extern const struct shape shape_quote;
enum { SUBMIT_QUERY = 1, JOB_QUERY = 2, JOB_LIST_QUERY = 7 };
extern const struct field submit_query[], job_query[], job_list_query[];

/* job_metrics.c, job_parts.c, watch.c, events.c */
void job_metrics(struct request *req);
void job_runs(struct request *req);
void job_checkpoints(struct request *req);
void job_watch(struct request *req);
void job_events(struct request *req);
void event_list(struct request *req);
extern const struct shape shape_metrics, shape_run, shape_checkpoint, shape_event;
enum { METRICS_QUERY = 4, EVENT_QUERY = 3 };
extern const struct field metrics_query[], event_query[];

/* models.c, model_upload.c, predict.c, evaluate.c, generate.c */
void model_list(struct request *req);
void model_get(struct request *req);
void model_patch(struct request *req);
void model_delete(struct request *req);
void model_content(struct request *req);
void model_predict_post(struct request *req);
void model_evaluate_post(struct request *req);
void model_generate_post(struct request *req);
extern const struct upload_ops model_upload;
extern const struct shape shape_model, shape_model_patch, shape_predict, shape_prediction;
extern const struct shape shape_evaluate, shape_evaluation, shape_generate, shape_generated;
enum { MODEL_CONTENT_QUERY = 1, MODEL_UPLOAD_QUERY = 4 };
extern const struct field model_content_query[], model_upload_query[];

#endif
