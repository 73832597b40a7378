import { DecodeError, type Optropic, PaginationError } from "@keyrack/optropic";
import { describe, expect, test } from "vitest";
import { clientOf, failureOf, json, type ScriptedService, scripted } from "./support/bench.ts";

const rows = (count: number, from = 0): { id: number }[] =>
  Array.from({ length: count }, (_, index) => ({ id: from + index }));

/** A list with numbered pages of at most `cap` items. */
function numbered(total: number, cap = 1_000): ScriptedService {
  const service = scripted(() => {
    const { searchParams } = service.sent.at(-1)?.url ?? new URL("https://none.test");
    const size = Math.min(cap, Number(searchParams.get("per_page") ?? searchParams.get("limit") ?? 50));
    const page = Number(searchParams.get("page") ?? 1);
    const data = rows(total).slice((page - 1) * size, page * size);
    return Response.json({ data, pagination: { totalPages: Math.ceil(total / size) } });
  });
  return service;
}

async function idsOf(list: AsyncIterable<{ readonly id: unknown }>): Promise<unknown[]> {
  return await Array.fromAsync(list, ({ id }) => id);
}

const asked = ({ sent }: ScriptedService): string[] => sent.map(({ url }) => decodeURIComponent(url.search));

describe("listAll speaks of an offset and asks for pages", () => {
  test.each<[limit: number | undefined, offset: number | undefined, page: number, size: number, first: number]>([
    [undefined, undefined, 1, 100, 0],
    [50, 100, 3, 50, 100],
    [50, 120, 3, 50, 120],
    [3, 7, 3, 3, 7],
  ])("limit %s, offset %s begins on page %i", async (limit, offset, page, size, first) => {
    const service = numbered(650);

    const walk = clientOf(service).assets.listAll({ limit, offset, vertical: "wine" });
    const { value } = await walk.next();

    expect(asked(service)).toEqual([`?page=${page}&per_page=${size}&vertical=wine`]);
    expect(value).toMatchObject({ id: first });
  });

  test("the audit log calls its size limit", async () => {
    const service = numbered(650);

    await clientOf(service).audit.listAll({ limit: 50, offset: 120 }).next();

    expect(asked(service)).toEqual(["?page=3&limit=50"]);
  });

  test.each([
    [0, 100],
    [1, 3],
    [7, 3],
    [119, 40],
    [640, 100],
    [649, 7],
    [650, 100],
    [9_999, 100],
  ])("offset %i with limit %i leaves out exactly so many items", async (offset, limit) => {
    const service = numbered(650);

    const ids = await idsOf(clientOf(service).documents.listAll({ offset, limit }) as AsyncIterable<{ id: unknown }>);

    expect(ids).toEqual(
      rows(650)
        .slice(offset)
        .map(({ id }) => id),
    );
  });

  test.each([
    [120, 100],
    [30, 100],
    [99, 100],
    [100, 100],
  ])("offset %i is right, too, where the service gives fewer than %i items a page", async (offset, limit) => {
    const service = numbered(400, 30);

    const ids = await idsOf(clientOf(service).assets.listAll({ offset, limit }));

    expect(ids).toEqual(
      rows(400)
        .slice(offset)
        .map(({ id }) => id),
    );
  });
});

describe("a list with pages", () => {
  const page = (count: number, totalPages?: unknown): (() => Response) =>
    json({ data: rows(count), ...(totalPages !== undefined && { pagination: { totalPages } }) });

  test.each<[string, (() => Response)[], requests: number]>([
    ["ends with the page that totalPages names", [page(2, 3)], 3],
    ["is one page where nobody says how many there are", [page(2)], 1],
    ["ends with an empty page, whatever totalPages says", [page(2, 9), page(0, 9)], 2],
    ["goes on behind a short page", [page(2, 3), page(1, 3), page(2, 3)], 3],
    ["does not believe a number of pages that is text", [page(2, "3")], 1],
  ])("%s", async (_what, answers, requests) => {
    const service = scripted(...answers);

    await idsOf(clientOf(service).assets.listAll({ limit: 2 }));

    expect(service.sent).toHaveLength(requests);
  });

  test("asks for nothing before the first item and for nothing after a break", async () => {
    const service = numbered(650);
    const walk = clientOf(service).assets.listAll();
    const before = service.sent.length;

    for await (const { id } of walk) if (Number(id) === 5) break;

    expect([before, service.sent.length]).toEqual([0, 1]);
  });

  test("list() sends what it is given, and its pages lead to the next ones", async () => {
    const service = numbered(7);
    const { schemas } = clientOf(service);

    const first = await schemas.list({ per_page: 3, include_inactive: true });
    const second = await first.next();
    const third = await second?.next();

    expect(asked(service)).toEqual([
      "?per_page=3&include_inactive=true",
      "?page=2&per_page=3&include_inactive=true",
      "?page=3&per_page=3&include_inactive=true",
    ]);
    expect(first).toMatchObject({ totalPages: 3, pagination: { totalPages: 3 }, hasMore: true });
    expect([third?.data, third?.hasMore, await third?.next()]).toEqual([[{ id: 6 }], false, null]);
  });
});

describe("a list that comes whole", () => {
  const arrays: readonly [string, (client: Optropic) => AsyncIterable<unknown>][] = [
    ["keys", ({ keys }) => keys.listAll({ offset: 2, limit: 3 })],
    ["webhooks", ({ webhooks }) => webhooks.listAll({ offset: 2, limit: 3 })],
    ["deliveries", ({ webhooks }) => webhooks.listAllDeliveries("whk_1", { offset: 2, limit: 3 })],
    ["merkle roots", ({ compliance }) => compliance.listAllMerkleRoots({ offset: 2, limit: 3 })],
    ["merkle roots as listAll", ({ compliance }) => compliance.listAll({ offset: 2, limit: 3 })],
    ["devices", ({ m2m }) => m2m.listAllDevices({ offset: 2, limit: 3 })],
    ["devices as listAll", ({ m2m }) => m2m.listAll({ offset: 2, limit: 3 })],
  ];

  test.each(arrays)("is asked for once without a page, and an offset is left out here: %s", async (_name, listAll) => {
    const service = scripted(json(rows(9)));

    const items = await Array.fromAsync(listAll(clientOf(service)));

    expect(asked(service)).toEqual([""]);
    expect(items).toEqual(rows(7, 2));
  });

  test("may come in an envelope, and with pages after all", async () => {
    const service = scripted(
      json({ data: rows(4), pagination: { totalPages: 2 } }),
      json({ data: rows(2, 4), pagination: { totalPages: 2 } }),
    );

    const items = await Array.fromAsync(clientOf(service).m2m.listAllDevices({ offset: 5 }));

    expect(asked(service)).toEqual(["", "?page=2&per_page=4"]);
    expect(items).toEqual(rows(1, 5));
  });
});

describe("what is no list", () => {
  test.each([{ items: [] }, {}, { data: {} }, { data: null }, "text", 5, null])(
    "is an error that names the request, never an empty list: %j",
    async (body) => {
      const service = scripted(json(body));

      const error = await failureOf(clientOf(service).keys.list());

      expect(error).toBeInstanceOf(DecodeError);
      expect(error).toMatchObject({ message: expect.stringContaining("GET /keys ") as unknown, attempts: 1 });
    },
  );

  test.each([
    { limit: 0 },
    { limit: 1.5 },
    { limit: -1 },
    { offset: -1 },
    { offset: 0.5 },
    { limit: Number.NaN },
    { limit: "10" as unknown as number },
  ])("%j is refused before anything is sent", async (params) => {
    const service = numbered(5);

    const error = await failureOf(clientOf(service).assets.listAll(params).next());

    expect(error).toMatchObject({ code: "invalid_argument" });
    expect(service.sent).toEqual([]);
  });

  test("each page has retries of its own, and an error tells where to go on", async () => {
    const flaky = [json({}, 503), json({ data: rows(2), pagination: { totalPages: 3 } }), json({}, 404)];
    const service = scripted(...flaky);

    const error = await failureOf(idsOf(clientOf(service).assets.listAll({ limit: 2 })));

    expect(service.sent).toHaveLength(3);
    expect(error).toMatchObject({ status: 404, page: { offset: 2 } });
  });

  test("maxPages ends a list that never does", async () => {
    const service = scripted(json({ data: rows(1), pagination: { totalPages: 1e9 } }));

    const error = await failureOf(idsOf(clientOf(service).assets.listAll({ limit: 1 }, { maxPages: 3 })));

    expect(error).toBeInstanceOf(PaginationError);
    expect(service.sent).toHaveLength(3);
  });
});
