import { describe, expect, test } from "vitest";
import { ClosedClientError, ConfigError, TimeoutError } from "../src/errors.ts";
import type { HttpClient } from "../src/http-client.ts";
import { path } from "../src/path.ts";
import type { Fetch } from "../src/types.ts";
import { rejectionOf } from "./support/failures.ts";
import { json, notesClient } from "./support/notes-client.ts";

function underShelf(ask: () => Promise<string>, fetch: Fetch = async () => json({ data: {} })): HttpClient {
  return notesClient(fetch).under("/shelves/{}", ask);
}

async function never(): Promise<string> {
  return await new Promise(() => undefined);
}

describe("a prefix that has to be asked for", () => {
  test("stands above the prefixes that are known, and is asked for once per call", async () => {
    let asked = 0;
    const urls: string[] = [];
    const http = underShelf(
      async () => {
        asked++;
        return await Promise.resolve(path`/shelves/${"s 1"}`);
      },
      async (url) => {
        urls.push(url);
        return json({ data: {} });
      },
    );

    await http.at("/books").get("/1", { query: { full: true } });
    await http.get("/books");

    expect(urls).toEqual([
      "https://notes.test/shelves/s%201/books/1?full=true",
      "https://notes.test/shelves/s%201/books",
    ]);
    expect(asked).toBe(2);
  });

  test("is whole in what is told of the call", async () => {
    const metas: unknown[] = [];
    const http = underShelf(async () => await Promise.resolve(path`/shelves/${"s1"}`));

    await http.get("/books", {}, { onMeta: (meta) => metas.push(meta) });

    expect(metas).toMatchObject([{ path: "/shelves/s1/books", route: "/shelves/{}/books" }]);
  });

  test("is not asked for where the call is refused, and nothing is sent where it cannot be had", async () => {
    const calls: string[] = [];
    const lost = new Error("no shelf");
    const http = underShelf(
      async () => {
        calls.push("asked");
        return await Promise.reject(lost);
      },
      async () => {
        calls.push("sent");
        return json({ data: {} });
      },
    );

    const refused = await rejectionOf(http.get("/books", {}, { totalTimeout: -1 }));
    const failed = await rejectionOf(http.get("/books"));

    expect(refused).toBeInstanceOf(ConfigError);
    expect(failed).toMatchObject({ attempts: 0, path: "/shelves/{}/books", cause: { message: "no shelf" } });
    expect(calls).toEqual(["asked"]);
  });

  test("counts towards the total time of the call", async () => {
    const error = await rejectionOf(underShelf(never).post("/books", { json: {} }, { totalTimeout: 60 }));

    expect(error).toBeInstanceOf(TimeoutError);
    expect(error).toMatchObject({ phase: "credential", limit: "total", attempts: 0, maybeApplied: false });
  });

  test("does not hold up a caller who gives up, or close()", async () => {
    const http = underShelf(never);
    const controller = new AbortController();
    const reason = new Error("enough");
    const impatient = rejectionOf(http.get("/books", {}, { signal: controller.signal }));
    const closed = rejectionOf(http.get("/books"));

    controller.abort(reason);
    await http.close();

    expect(await impatient).toBe(reason);
    expect(await closed).toBeInstanceOf(ClosedClientError);
  });
});
