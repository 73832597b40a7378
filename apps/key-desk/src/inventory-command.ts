import process from "node:process";
import { createUnkeyEmulator } from "@keyrack/emulator";
import { inventoryTable } from "./inventory/inventory-table.ts";
import { type Failure, type Inventory, takeInventory } from "./inventory/take-inventory.ts";
import { openEmulators, type Setting } from "./setting.ts";
import { Terminal } from "./terminal.ts";

/** Starts an emulator per service to list what they start with; of Unkey, the APIs that have room for keys. */
export async function openFixtures(): Promise<Setting> {
  const unkey = createUnkeyEmulator();
  const { defaultsApiId, protectedApiId, vaultApiId, whitelistApiId } = unkey.fixtures;
  const apiIds = [protectedApiId, defaultsApiId, vaultApiId, whitelistApiId];
  return await openEmulators({ keyCount: 0, prepared: { unkey }, apiIds });
}

/** Prints every credential as a table, or as one JSON object on standard output, and gives whether every list was given. */
export async function printInventory(setting: Setting, isJson: boolean): Promise<boolean> {
  const inventory = await takeInventory(setting.services);
  if (isJson) printJson(setting, inventory);
  else printTable(setting, inventory);
  return inventory.failures.length === 0;
}

// Whoever reads the JSON still learns on the terminal what it is about and what is missing in it.
function printJson(setting: Setting, inventory: Inventory): void {
  process.stdout.write(`${JSON.stringify(inventory, undefined, 2)}\n`);
  const remarks = [...remarksOn(setting), ...inventory.failures.map(sentenceOf)];
  for (const remark of remarks) process.stderr.write(`key-desk: ${remark}\n`);
}

function printTable(setting: Setting, { credentials, failures, skipped }: Inventory): void {
  const terminal = new Terminal(process.stdout);
  terminal.title("Inventory");
  for (const line of [...remarksOn(setting), ...setting.places]) terminal.say(line);
  terminal.table(inventoryTable(credentials));
  terminal.title(`${credentials.length.toLocaleString("en-US")} credentials`);
  for (const service of skipped) terminal.verdict("skipped", `${service} was skipped: no access was given`);
  for (const failure of failures) terminal.verdict("failed", sentenceOf(failure));
}

function remarksOn({ services }: Setting): string[] {
  const isEmulated = Object.values(services).some((access) => access?.emulator !== undefined);
  return isEmulated ? ["No server was named: these are the emulators as they start."] : [];
}

function sentenceOf({ kind, reason, service }: Failure): string {
  return `${service} did not list its ${kind}: ${reason}`;
}
