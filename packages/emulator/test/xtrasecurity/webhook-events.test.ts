import { once } from "node:events";
import { createServer, type IncomingMessage } from "node:http";
import { expect, test } from "vitest";
import { Bench } from "./support/bench.ts";
import { createBranch, secretsOf, sendAbout, writeSecrets } from "./support/secrets.ts";

function addWebhook({ store, fixtures }: Bench, url: string, events: string[]): void {
  const time = store.createTime();
  const { projectId } = fixtures;
  store.webhooks.add({ id: store.createId(), projectId, url, events, active: true, createdAt: time, updatedAt: time });
}

test("a webhook hears of the events that it names, in prose for Slack and Discord", async () => {
  const bench = new Bench();
  await using receiver = await listen();
  addWebhook(bench, receiver.url, ["secret.update", "secret.rollback", "secret.delete"]);

  await writeSecrets(bench, { KEY: "1" });
  await writeSecrets(bench, { KEY: "2" });
  const updated = await receiver.next();
  await sendAbout(bench, "POST /history", { body: { version: "1" } });
  const rolledBack = await receiver.next();
  await sendAbout(bench, "DELETE");
  const deleted = await receiver.next();

  const events = [updated, rolledBack, deleted].map(({ text }) => text);
  expect(updated).toEqual({ text: expect.any(String), content: updated.text });
  expect(events).toEqual([
    expect.stringContaining("secret.update"),
    expect.stringContaining("secret.rollback"),
    expect.stringContaining("secret.delete"),
  ]);
});

test("a webhook that nobody answers does not disturb the write", async () => {
  const bench = new Bench();
  const receiver = await listen();
  addWebhook(bench, receiver.url, ["secret.create", "environment.clone"]);
  await receiver[Symbol.asyncDispose]();
  createBranch(bench, "next");

  const answer = await bench.send(`POST ${secretsOf(bench)}`, { body: { secrets: { KEY: "1" } } });

  expect(answer.status).toBe(200);
});

interface Prose {
  readonly text: string;
  readonly content: string;
}

interface Receiver extends AsyncDisposable {
  readonly url: string;
  /** Waits for the next request, or hands out the oldest that nobody took. */
  next(): Promise<Prose>;
}

async function listen(): Promise<Receiver> {
  const bodies: Prose[] = [];
  const server = createServer((request, response) => {
    void readJson(request).then((body) => {
      bodies.push(body);
      response.end();
      server.emit("taken");
    });
  });
  server.listen(0, "127.0.0.1");
  await once(server, "listening");
  const address = server.address();
  const port = typeof address === "object" ? address?.port : undefined;
  return {
    url: `http://127.0.0.1:${port}/`,
    next: async () => {
      if (bodies.length === 0) await once(server, "taken");
      const [body] = bodies.splice(0, 1);
      if (body === undefined) throw new Error("Nothing arrived.");
      return body;
    },
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, "close");
    },
  };
}

async function readJson(request: IncomingMessage): Promise<Prose> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of request) chunks.push(chunk);
  return JSON.parse(Buffer.concat(chunks).toString());
}
