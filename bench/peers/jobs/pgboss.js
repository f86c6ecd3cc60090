// pg-boss: batches are fetched and completed without its worker, which would wait between them.
import { PgBoss } from "pg-boss";
import pg from "pg";

const QUEUE = "bench";
const BATCH = 100;

export async function open(connection) {
  const boss = new PgBoss({ ...connection, supervise: false, schedule: false });
  boss.on("error", (error) => console.error(error));
  await boss.start();
  await boss.createQueue(QUEUE);
  const sql = new pg.Pool({ ...connection, max: 1 });

  const job = (number) => ({ data: { number } });
  return {
    enqueue: (size) =>
      size === 1 ? boss.send(QUEUE, { number: 1 }) : boss.insert(QUEUE, Array.from({ length: size }, (_, n) => job(n))),
    drain: async (concurrency) => {
      let count = 0;
      const worker = async () => {
        for (;;) {
          const jobs = await boss.fetch(QUEUE, { batchSize: BATCH });
          if (jobs.length === 0) {
            return;
          }
          await boss.complete(QUEUE, jobs.map((each) => each.id));
          count += jobs.length;
        }
      };
      await Promise.all(Array.from({ length: concurrency }, worker));
      return count;
    },
    clear: () => sql.query("TRUNCATE pgboss.job").then(() => 0),
    settle: () => sql.query("VACUUM ANALYZE pgboss.job").then(() => 0),
  };
}
