/* cluster.c - the slots there are, who holds them, and whether jobs are started. */
#include "server/api/handlers.h"

void cluster_slots(const struct api *api, int64_t machine[STORE_DEVICES])
{
    struct run_cluster c = {0};
    if (api->run)
        run_cluster_get(api->run, &c);
    machine[STORE_CPU] = c.cpu_slots;
    machine[STORE_GPU] = c.gpu_slots;
}
