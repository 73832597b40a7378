import type { AuthPIAccess } from "../access.ts";
import { check } from "../check.ts";
import type { Step } from "../desk.ts";
import { inParallel } from "../in-parallel.ts";
import { until } from "../until.ts";
import type { Customer } from "./authpi-customer.ts";

const teamSize = 24;
const pageSize = 10;

/** Makes the rest of the team and walks all users of the issuer, ten per page. */
export const listTeam: Step<AuthPIAccess, Customer, void> = {
  title: "List the team",
  async run(desk, { issuerId, name, userId }) {
    const { users } = desk.client.issuer(issuerId);
    const userIds = new Set([userId]);
    await inParallel(Array(teamSize).keys(), async (index) => {
      desk.signal.throwIfAborted();
      const { id } = await users.create({ username_type: "email", username: `guest-${index + 1}@${name}.example` });
      userIds.add(id);
    });
    desk.terminal.say(`${teamSize} more users`);
    check(userIds.size === teamSize + 1, `${teamSize + 1} users have only ${userIds.size} ids`);

    const listed = await until(
      desk,
      async () => await Array.fromAsync(users.listAll({ limit: pageSize }), ({ user_id }) => user_id),
      ({ length }) => length === userIds.size,
    );
    const found = new Set(listed);
    const missing = Array.from(userIds).filter((id) => !found.has(id)).length;
    check(missing === 0, `${missing} of ${userIds.size} users are missing`);
    check(listed.length === userIds.size, `${listed.length} users were listed instead of ${userIds.size}`);
    return { value: undefined, checked: `${listed.length} users, none missing or twice` };
  },
};
