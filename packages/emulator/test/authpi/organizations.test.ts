import { describe, expect, test } from "vitest";
import { Bench } from "./harness.ts";

const path = "issuers/iss_test/organizations";

test("a created organization can be fetched, changed and deleted", async () => {
  const bench = new Bench();
  const body = { name: "Acme", org_type: "business", address: { country: "DE", city: "Ulm" }, metadata: { a: 1 } };

  const { status, data: created } = await bench.send(`POST ${path}`, { body });
  const one = `${path}/${String(created["id"])}`;

  expect(status).toBe(201);
  expect(created).toMatchObject({ ...body, status: "active", issuer_id: "iss_test" });
  expect(await bench.data(`GET ${one}`)).toEqual(created);
  expect(await bench.data(`PATCH ${one}`, { max_members: 5 })).toMatchObject({ name: "Acme", max_members: 5 });
  expect((await bench.send(`DELETE ${one}`)).status).toBe(204);
  expect(await bench.refusal(`GET ${one}`)).toBe("404 not_found");
  expect((await bench.list(path)).data).toEqual([]);
  expect((await bench.list(`${path}?status=deleted`)).data).toMatchObject([{ id: created["id"] }]);
});

test("an organization needs nothing at its creation", async () => {
  const created = await new Bench().data(`POST ${path}`, {});

  expect(created).toMatchObject({ name: null, description: null, logo_url: null, org_type: "default" });
});

test("the list can be narrowed by what is switched on", async () => {
  const bench = new Bench();
  const on = await bench.create(path, {
    sso: { enabled: true, only: true },
    security: { mfa_required: true },
    invitation_enabled: true,
  });
  const off = await bench.create(path);
  const ids = async (query: string): Promise<unknown[]> =>
    (await bench.list(`${path}?${query}`)).data.map(({ id }) => id);

  for (const name of ["sso_enabled", "sso_only", "mfa_required", "invitation_enabled"]) {
    expect(await ids(`${name}=true`)).toEqual([on]);
    expect(await ids(`${name}=false`)).toEqual([off]);
  }
});

describe("single sign-on", () => {
  test("a domain is added with a record to prove it, verified, and shown with the organization", async () => {
    const bench = new Bench();
    const one = `${path}/${await bench.create(path, { sso: { enabled: true } })}`;

    const { status, data } = await bench.send(`POST ${one}/sso/domains`, { body: { domain: "Example.com" } });

    expect(status).toBe(201);
    expect(data).toEqual({
      domain: "example.com",
      txt_record_name: "_authpi.example.com",
      txt_record_value: expect.stringMatching(/^authpi-verify=\w{32}$/),
    });
    expect(await bench.data(`POST ${one}/sso/domains/example.com/verify`)).toEqual({ verified: true });
    expect(await bench.data(`GET ${one}`)).toMatchObject({
      sso: { enabled: true, domains: [{ domain: "example.com", verified: true }] },
    });
  });

  test("a domain is added once and can be removed", async () => {
    const bench = new Bench();
    const one = `${path}/${await bench.create(path)}`;
    await bench.data(`POST ${one}/sso/domains`, { domain: "example.com" });

    expect(await bench.refusal(`POST ${one}/sso/domains`, { body: { domain: "EXAMPLE.com" } })).toBe("409 conflict");
    expect(await bench.refusal(`POST ${one}/sso/domains`)).toBe("422 invalid_request");
    expect(await bench.data(`DELETE ${one}/sso/domains/example.com`)).toMatchObject({ domain: "example.com" });
    expect(await bench.refusal(`POST ${one}/sso/domains/example.com/verify`)).toBe("404 not_found");
  });

  test("the secret can be rotated, and every change moves the organization's ETag", async () => {
    const bench = new Bench();
    const one = `${path}/${await bench.create(path)}`;
    const before = (await bench.send(`GET ${one}`)).headers.get("etag");

    const first = await bench.send(`POST ${one}/sso/rotate-secret`);
    const second = await bench.send(`POST ${one}/sso/rotate-secret`);

    expect(Object.keys(first.data)).toEqual(["secret"]);
    expect(first.data["secret"]).not.toBe(second.data["secret"]);
    const tags = [before, first.headers.get("etag"), second.headers.get("etag")];
    expect(new Set(tags).size).toBe(3);
    expect((await bench.send(`GET ${one}`)).headers.get("etag")).toBe(tags[2]);
  });
});
