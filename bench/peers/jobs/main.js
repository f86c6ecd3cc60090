// Obeys orders, a line each: `enqueue COUNT BATCH CONCURRENCY`, `drain CONCURRENCY`, `clear`, `settle`. Answers an outcome each.
import { readFileSync } from "node:fs";
import { createInterface } from "node:readline";

export const connection = {
  host: process.env.DATABASE_HOST,
  port: Number(process.env.DATABASE_PORT),
  database: process.env.DATABASE_NAME,
  user: process.env.DATABASE_USER,
  password: process.env.DATABASE_PASSWORD,
  ssl: { ca: readFileSync(process.env.DATABASE_CA, "utf8") },
  max: 8,
};

const queue = await (await import(`./${process.argv[2]}.js`)).open(connection);

async function enqueue(count, batch, concurrency) {
  let left = count;
  const sender = async () => {
    while (left > 0) {
      const size = Math.min(left, batch);
      left -= size;
      await queue.enqueue(size);
    }
  };
  await Promise.all(Array.from({ length: concurrency }, sender));
  return count;
}

const orders = { enqueue, drain: queue.drain, clear: queue.clear, settle: queue.settle };

console.log("READY");
for await (const line of createInterface({ input: process.stdin })) {
  const [name, ...numbers] = line.split(" ");
  const start = performance.now();
  const answer = (await orders[name](...numbers.map(Number))) ?? 0;
  // What was drained may have ended before the drain knew.
  const { count, end } = typeof answer === "object" ? answer : { count: answer, end: performance.now() };
  console.log(`OUTCOME ${count} 0 ${((end - start) / 1000).toFixed(6)} NaN NaN NaN`);
}
process.exit(0);
