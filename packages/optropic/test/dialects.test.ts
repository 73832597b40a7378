import { type Dialect, type Optropic, type OptropicPage, PaginationError } from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, scripted, someKey, startBench } from "./support/bench.ts";

interface ListCase {
  readonly name: string;
  readonly list: (client: Optropic) => Promise<OptropicPage<unknown>>;
  readonly listAll: ((client: Optropic) => AsyncIterable<unknown>) | undefined;
  /** Queries of `list` and of `listAll` with offset 4 and limit 2, as the official client would spell them. */
  readonly client: readonly [list: string, listAll: string];
}

const window = { offset: 4, limit: 2 };
const pages: ListCase["client"] = ["?page=3&per_page=2", "?page=3&per_page=2"];
const whole: ListCase["client"] = ["", ""];

const lists: readonly ListCase[] = [
  {
    name: "assets",
    list: async ({ assets }) => await assets.list({ page: 3, per_page: 2 }),
    listAll: ({ assets }) => assets.listAll(window),
    client: pages,
  },
  {
    name: "keysets",
    list: async ({ keysets }) => await keysets.list({ page: 3, per_page: 2 }),
    listAll: ({ keysets }) => keysets.listAll(window),
    client: pages,
  },
  {
    name: "schemas",
    list: async ({ schemas }) => await schemas.list({ page: 3, per_page: 2 }),
    listAll: ({ schemas }) => schemas.listAll(window),
    client: pages,
  },
  {
    name: "documents",
    list: async ({ documents }) => await documents.list({ page: 3, per_page: 2 }),
    listAll: ({ documents }) => documents.listAll(window),
    client: pages,
  },
  {
    name: "provenance",
    list: async ({ provenance }) => await provenance.list({ page: 3, per_page: 2 }),
    listAll: ({ provenance }) => provenance.listAll(window),
    client: pages,
  },
  {
    name: "audit",
    list: async ({ audit }) => await audit.list({ page: 3, limit: 2 }),
    listAll: ({ audit }) => audit.listAll(window),
    client: ["?page=3&limit=2", "?page=3&limit=2"],
  },
  {
    name: "keys",
    list: async ({ keys }) => await keys.list(),
    listAll: ({ keys }) => keys.listAll(window),
    client: whole,
  },
  {
    name: "webhooks",
    list: async ({ webhooks }) => await webhooks.list(),
    listAll: ({ webhooks }) => webhooks.listAll(window),
    client: whole,
  },
  {
    name: "deliveries",
    list: async ({ webhooks }) => await webhooks.listDeliveries("whk_1"),
    listAll: ({ webhooks }) => webhooks.listAllDeliveries("whk_1", window),
    client: whole,
  },
  {
    name: "merkle roots",
    list: async ({ compliance }) => await compliance.listMerkleRoots(),
    listAll: ({ compliance }) => compliance.listAllMerkleRoots(window),
    client: whole,
  },
  {
    name: "devices",
    list: async ({ m2m }) => await m2m.listDevices(),
    listAll: ({ m2m }) => m2m.listAllDevices(window),
    client: whole,
  },
  {
    name: "batches",
    list: async ({ batches }) => await batches.list({ limit: 2 }),
    listAll: undefined,
    client: ["?limit=2", ""],
  },
];

describe.each(lists)("the list of $name", ({ client, list, listAll, name }) => {
  test("is asked for as the official client does", async () => {
    const service = scripted(json([]));
    const optropic = clientOf(service);

    await list(optropic);
    for await (const _item of listAll?.(optropic) ?? []) break;

    const queries = service.sent.map(({ url }) => url.search);
    expect(queries).toEqual(listAll ? client : client.slice(0, 1));
  });

  test("is asked for with limit and offset in the reference dialect", async () => {
    const service = scripted(json([]));
    const optropic = clientOf(service, { dialect: "reference" });

    await list(optropic);
    for await (const _item of listAll?.(optropic) ?? []) break;

    const isWhole = client[0] === "";
    const ofList = isWhole ? "?limit=100&offset=0" : `?limit=2&offset=${name === "batches" ? 0 : 4}`;
    const queries = service.sent.map(({ url }) => url.search);
    expect(queries).toEqual(listAll ? [ofList, "?limit=2&offset=4"] : [ofList]);
  });
});

describe.each(lists.flatMap(({ client, listAll, name }) => (listAll ? [{ client, listAll, name }] : [])))(
  "the list of $name",
  ({ client, listAll }) => {
    test.each<Dialect>(["client", "reference"])("is walked to its end in the %s dialect", async (dialect) => {
      const all = Array.from({ length: 9 }, (_, id) => ({ id }));
      const service = scripted(() => {
        const query = service.sent.at(-1)?.url.searchParams ?? new URLSearchParams();
        const size = Number(query.get("per_page") ?? query.get("limit") ?? 9);
        const from = Number(query.get("offset") ?? (Number(query.get("page") ?? 1) - 1) * size);
        const envelope = { data: all.slice(from, from + size), pagination: { totalPages: Math.ceil(9 / size) } };
        return Response.json(client[0] === "" ? envelope.data : envelope);
      });

      const items = await Array.fromAsync(listAll(clientOf(service, { dialect })));

      expect(items).toEqual(all.slice(4));
    });
  },
);

describe("the credential", () => {
  test("goes in X-API-Key alone, as the official client sends it", async () => {
    const service = scripted(json({}));

    await clientOf(service).keys.current();

    expect(service.sent[0]?.headers).toMatchObject({ "x-api-key": someKey });
    expect(service.sent[0]?.headers).not.toHaveProperty("authorization");
  });

  test("goes as a bearer token alone in the reference dialect", async () => {
    const service = scripted(json({}));

    await clientOf(service, { dialect: "reference" }).keys.current();

    expect(service.sent[0]?.headers).toMatchObject({ authorization: `Bearer ${someKey}` });
    expect(service.sent[0]?.headers).not.toHaveProperty("x-api-key");
  });

  test.each<Dialect>(["client", "reference"])("is not replaced by headers of the caller: %s", async (dialect) => {
    const service = scripted(json({}));
    const optropic = clientOf(service, { dialect });
    const headers = [{ "X-API-Key": "other" }, { Authorization: "Bearer other" }];

    const errors = await Promise.all(
      headers.map(async (given) => await failureOf(optropic.keys.current({ headers: given }))),
    );

    expect(errors).toMatchObject([{ code: "invalid_option" }, { code: "invalid_option" }]);
    expect(service.sent).toEqual([]);
  });
});

describe("the reference dialect", () => {
  const reference = { dialect: "reference" } as const;
  const two = [{ id: 1 }, { id: 2 }];

  test.each<[string, unknown[], offsets: string[]]>([
    ["ends with an empty page", [two, []], ["0", "2"]],
    ["ends with a short page", [two, [{ id: 3 }]], ["0", "2"]],
    ["ends where no more is announced", [{ data: two, pagination: { hasMore: false } }], ["0"]],
    ["ends where the total is reached", [{ data: two, pagination: { total: 2 } }], ["0"]],
    [
      "goes on behind a short page where more is announced",
      [{ data: [{ id: 1 }], pagination: { hasMore: true } }, []],
      ["0", "1"],
    ],
  ])("%s", async (_what, bodies, offsets) => {
    const service = scripted(...bodies.map((body) => json(body)));

    await Array.fromAsync(clientOf(service, reference).assets.listAll({ limit: 2 }));

    expect(service.sent.map(({ url }) => url.searchParams.get("offset"))).toEqual(offsets);
  });

  test("tells a service that knows no offset from a list that never ends", async () => {
    const service = scripted(json(two));
    const seen: unknown[] = [];

    const error = await failureOf(
      (async () => {
        for await (const item of clientOf(service, reference).keys.listAll({ limit: 2 })) seen.push(item);
      })(),
    );

    expect(error).toBeInstanceOf(PaginationError);
    expect(error).toMatchObject({ message: expect.stringContaining("offset") as unknown });
    expect([seen, service.sent.length]).toEqual([two, 2]);
  });

  test("is understood by the same service", async () => {
    const { client, emulator, optropic } = startBench();
    for (const external_id of ["a", "b", "c"]) await optropic.assets.create({ external_id });

    const ids = await Array.fromAsync(
      client(reference).assets.listAll({ limit: 2, offset: 1 }),
      (asset) => asset.external_id,
    );

    expect(ids).toEqual(["b", "c"]);
    expect(emulator.requests.at(-1)?.headers["authorization"]).toBe(`Bearer ${emulator.fixtures.apiKey}`);
  });
});
