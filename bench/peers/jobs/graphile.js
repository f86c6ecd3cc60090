// graphile-worker, with the local queue and the batched completion that its manual advises for throughput.
import { Logger, makeWorkerUtils, run } from "graphile-worker";
import pg from "pg";

const IDLE_MS = 500;
const quiet = new Logger(() => () => {});

export async function open(connection) {
  const pool = new pg.Pool({ ...connection, max: 12 });
  const complain = (error) => console.error(error);
  pool.on("error", complain);
  pool.on("connect", (client) => client.on("error", complain));
  const utils = await makeWorkerUtils({ pgPool: pool, logger: quiet });
  await utils.migrate();

  const job = (number) => ({ identifier: "bench", payload: { number } });
  return {
    enqueue: (size) =>
      size === 1
        ? utils.addJob("bench", { number: 1 })
        : utils.addJobs(Array.from({ length: size }, (_, n) => job(n))),
    drain: async (concurrency) => {
      let count = 0;
      let end = performance.now();
      const runner = await run({
        pgPool: pool,
        logger: quiet,
        noHandleSignals: true,
        taskList: {
          bench: async () => {
            count++;
            end = performance.now();
          },
        },
        preset: {
          worker: {
            concurrentJobs: concurrency * 6,
            pollInterval: 100,
            localQueue: { size: 500 },
            completeJobBatchDelay: 0,
            failJobBatchDelay: 0,
          },
        },
      });
      while (performance.now() - end < IDLE_MS) {
        await new Promise((resolve) => setTimeout(resolve, 50));
      }
      await runner.stop();
      return { count, end };
    },
    clear: () => pool.query("TRUNCATE graphile_worker._private_jobs").then(() => 0),
    settle: () => pool.query("VACUUM ANALYZE graphile_worker._private_jobs").then(() => 0),
  };
}
