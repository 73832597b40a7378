import { type Services, serviceNames, type WholeAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Desk, IssuedCredential, Step } from "../desk.ts";
import type { Credential } from "../inventory/credential.ts";
import { inventoryTable } from "../inventory/inventory-table.ts";
import { type Inventory, takeInventory } from "../inventory/take-inventory.ts";
import { until } from "../until.ts";

/** How many credentials of a service the transcript shows; the rest are counted. */
const shownPerService = 5;

/** Lists every credential of the services and looks for each one that the story made. */
export const findAll: Step<WholeAccess, void, void> = {
  title: "Take inventory",
  async run(desk) {
    const inventory = await until(
      { patienceMs: patienceOf(desk.services), signal: desk.signal },
      async () => await takeInventory(desk.services),
      (taken) => missingIn(taken, desk).length === 0,
    );
    show(desk, inventory.credentials);

    const [failure] = inventory.failures;
    const missing = missingIn(inventory, desk);
    check(failure === undefined, `${failure?.service} did not list its ${failure?.kind}: ${failure?.reason}`);
    check(missing.length === 0, `missing: ${missing.map(({ id, service }) => `${id} of ${service}`).join(", ")}`);
    const found = inventory.credentials.length.toLocaleString("en-US");
    return {
      value: undefined,
      checked: `${found} credentials, all ${desk.issued.size.toLocaleString("en-US")} of the story`,
    };
  },
};

function patienceOf(services: Services): number {
  return Math.max(0, ...Object.values(services).map((access) => access?.patienceMs ?? 0));
}

function missingIn({ credentials }: Inventory, { issued }: Desk<WholeAccess>): IssuedCredential[] {
  const found = new Set(credentials.map(({ id, service }) => `${service} ${id}`));
  return Array.from(issued.values()).filter(({ id, service }) => !found.has(`${service} ${id}`));
}

// Thousands of rows alike would bury the others. The story's own come first, in its order.
function show({ issued, terminal }: Desk<WholeAccess>, credentials: readonly Credential[]): void {
  const places = new Map(Array.from(issued.keys(), (id, index) => [id, index]));
  const placeOf = ({ id }: Credential): number => places.get(id) ?? issued.size;
  const sorted = credentials.toSorted((a, b) => placeOf(a) - placeOf(b));
  const lists = Object.values(serviceNames).map((name) => sorted.filter(({ service }) => service === name));
  terminal.table(inventoryTable(lists.flatMap((list) => list.slice(0, shownPerService))));
  for (const { length, 0: first } of lists) {
    const rest = (length - shownPerService).toLocaleString("en-US");
    if (length > shownPerService) terminal.say(`… and ${rest} more of ${first?.service}`);
  }
}
