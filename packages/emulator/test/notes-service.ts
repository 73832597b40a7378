import { Hono } from "hono";
import { type EmulatorOptions, MemoryEmulator } from "../src/emulator.ts";
import type { Service, Surroundings } from "../src/service.ts";

/** A service small enough to read at a glance: it keeps the texts posted to it. */
function createNotesService(surroundings: Surroundings): Service<{ readonly token: string }> {
  const notes: string[] = [];
  const app = new Hono();
  app.post("/notes", async (context) => {
    notes.push(await context.req.text());
    return context.json({ count: notes.length, at: surroundings.clock.now(), id: surroundings.random() }, 201);
  });
  app.get("/notes", (context) => context.json(notes));
  app.get("/notes/:id", (context) => context.text(notes[Number(context.req.param("id"))] ?? "none"));
  app.delete("/notes", (context) => context.body(null, 204));
  app.post("/size", async (context) => context.json({ bytes: (await context.req.arrayBuffer()).byteLength }));
  app.all("/echo", (context) => context.json({ method: context.req.method, headers: context.req.header() }));
  return { fixtures: { token: `token_${surroundings.random()}` }, fetch: (request) => app.fetch(request) };
}

/** Starts the emulator under test around that service. */
export function createNotesEmulator(options?: EmulatorOptions): MemoryEmulator<{ readonly token: string }> {
  return new MemoryEmulator(
    { create: createNotesService, basePath: "", example: (url) => `curl ${url}/notes` },
    options,
  );
}

/** Any origin does in process. */
export const ORIGIN = "https://notes.example";
