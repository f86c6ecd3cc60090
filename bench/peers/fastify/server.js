// The two endpoints as a team would write them with Fastify and pg: the tenant is bound in a transaction of its own.
import cluster from "node:cluster";
import { readFileSync } from "node:fs";
import Fastify from "fastify";
import pg from "pg";

const PROCESSES = Number(process.env.PROCESSES);
const COLUMNS = `id, slug, title, description, tags, variables, metadata, project_id AS "projectId", owner_id AS "ownerId",
  visibility, last_version AS "latestVersion", revision, deleted_at IS NULL AS active, created_at AS "createdAt",
  updated_at AS "updatedAt"`;

const pool = new pg.Pool({
  host: process.env.DATABASE_HOST,
  port: process.env.DATABASE_PORT,
  database: process.env.DATABASE_NAME,
  user: process.env.DATABASE_USER,
  password: process.env.DATABASE_PASSWORD,
  ssl: { ca: readFileSync(process.env.DATABASE_CA) },
  max: 8 / PROCESSES,
});

async function inWorkspace(workspace, work) {
  const client = await pool.connect();
  try {
    await client.query("BEGIN");
    await client.query("SELECT set_config('app.workspace_id', $1, true)", [workspace]);
    const result = await work(client);
    await client.query("COMMIT");
    return result;
  } catch (error) {
    await client.query("ROLLBACK");
    throw error;
  } finally {
    client.release();
  }
}

const app = Fastify();

app.get("/v1/prompt-cards/:id", async (request, reply) => {
  const { rows } = await inWorkspace(request.headers["x-workspace"], (client) =>
    client.query(`SELECT ${COLUMNS} FROM prompt_cards WHERE id = $1 AND deleted_at IS NULL`, [request.params.id]),
  );
  if (rows.length === 0) return reply.code(404).send({ title: "Not found" });
  return rows[0];
});

app.get("/v1/prompt-cards", async (request) => {
  const limit = Math.min(Number(request.query.limit ?? 20), 100);
  const { rows } = await inWorkspace(request.headers["x-workspace"], (client) =>
    client.query(`SELECT ${COLUMNS} FROM prompt_cards WHERE deleted_at IS NULL ORDER BY id DESC LIMIT $1`, [limit + 1]),
  );
  const data = rows.slice(0, limit);
  return { data, nextCursor: rows.length > limit ? data.at(-1).id : null, hasMore: rows.length > limit };
});

if (cluster.isPrimary) {
  for (let i = 0; i < PROCESSES; i++) cluster.fork();
} else {
  await app.listen({ host: "127.0.0.1", port: Number(process.env.PORT) });
}
