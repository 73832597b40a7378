import { setTimeout } from "node:timers/promises";
import type { StaleNotice } from "@keyrack/xtrasecurity";
import type { XtraAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { secretName, type Stock } from "./xtra-store.ts";

const cacheTtl = 20;

/** Reads through a 503 from a cache whose time is over; skipped on a real server. */
export const outlastOutage: Step<XtraAccess, Stock, void> = {
  title: "Outlast an outage",
  async run({ connect, emulator, projectId, terminal }, { secret, shelf }) {
    if (emulator === undefined) {
      return { value: undefined, checked: "skipped: for the emulator only", isSkipped: true };
    }
    const { branch, env } = shelf;
    const notices: StaleNotice[] = [];
    const reader = connect({
      token: emulator.fixtures.token,
      cacheTtl,
      staleIfError: 60_000,
      maxRetries: 0,
      onStale: (notice) => void notices.push(notice),
    });
    try {
      await reader.getSecrets(env, { branch });
      await setTimeout(cacheTtl + 5);
      emulator.inject({ kind: "fail", status: 503, route: `GET /api/projects/${projectId}/envs/${env}/secrets` });
      const stale = await reader.getSecrets(env, { branch });
      const [notice] = notices;
      terminal.say(`Refresh: 503; ${notices.length} notice of values ${Math.round(notice?.age ?? 0)} ms old`);
      check(stale[secretName] === secret, "during the outage the value is another one");
      check(notices.length === 1, `${notices.length} notices were given instead of 1`);
      return { value: undefined, checked: "the last known value, and a notice of it" };
    } finally {
      await reader.close();
    }
  },
};
