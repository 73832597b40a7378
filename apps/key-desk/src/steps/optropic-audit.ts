import type { OptropicAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { until } from "../until.ts";
import type { RegisteredAsset } from "./optropic-asset.ts";

const eventTypes = ["credential.registered", "credential.handed_over", "credential.inspected"];

/** Writes entries into the audit log, finds them again in order, and has the service check the whole log. */
export const auditCredential: Step<OptropicAccess, RegisteredAsset, void> = {
  title: "Audit it",
  async run(desk, { assetId, credential }) {
    const { client, terminal } = desk;
    const written: string[] = [];
    for (const event_type of eventTypes) {
      const details = { credential: credential.id, holder: credential.holder };
      const event = await client.audit.create({ event_type, resource_id: assetId, resource_type: "asset", details });
      written.push(event.id);
    }

    // The service may write entries of its own, and may list the newest first.
    const listed = await until(
      desk,
      async () => {
        const events = await Array.fromAsync(client.audit.listAll({ resource_id: assetId }));
        return events.filter(({ event_type }) => eventTypes.includes(event_type));
      },
      ({ length }) => length >= written.length,
    );
    const byAge = listed.toSorted((a, b) => (a.chain_sequence ?? 0) - (b.chain_sequence ?? 0)).map(({ id }) => id);
    terminal.say(`Audit log: ${listed.map(({ event_type }) => event_type).join(", ")}`);
    check(byAge.join() === written.join(), `${listed.length} entries were listed, not the ${written.length} written`);

    const log = await client.compliance.verifyChain();
    terminal.say(`${log.events_checked.toLocaleString("en-US")} entries checked by the service`);
    check(log.chain_valid, `the audit log is broken at entry ${log.broken_at_sequence}`);
    return { value: undefined, checked: `${written.length} entries found, log unbroken` };
  },
};
