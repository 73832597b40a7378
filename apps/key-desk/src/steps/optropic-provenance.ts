import type { OptropicAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import type { RegisteredAsset } from "./optropic-asset.ts";

/** Records how the credential came to its holder, and has the service check the chain of these steps. */
export const recordWay: Step<OptropicAccess, RegisteredAsset, void> = {
  title: "Record its way",
  async run({ client, terminal }, { assetId, credential }) {
    const way = [
      { event_type: "enrolled", actor: "key desk" },
      { event_type: "transferred", actor: "key desk" },
      { event_type: "received", actor: credential.holder },
    ];
    for (const step of way) await client.provenance.record({ asset_id: assetId, ...step });

    const { events } = await client.provenance.getChain(assetId);
    const recorded = events.map(({ event_type }) => event_type);
    const hashes = new Set(events.map(({ event_hash }) => event_hash));
    terminal.say(`Chain: ${recorded.join(", ")}`);
    const expected = way.map(({ event_type }) => event_type);
    check(recorded.join() === expected.join(), `the chain is ${recorded.join(", ")} instead of ${expected.join(", ")}`);
    check(hashes.size === way.length && !hashes.has(undefined), "not every step of the chain has a hash of its own");

    const verified = await client.provenance.verifyChain(assetId);
    check(verified?.["chain_valid"] === true, "the chain of its steps does not hold");
    return { value: undefined, checked: `a chain of ${way.length} that holds` };
  },
};
