import { changed, get, list } from "./crud.ts";
import { readFields } from "./fields.ts";
import { invalid } from "./problem.ts";
import { ofIssuer, type Route } from "./route.ts";
import { users } from "./users.ts";
import { asRecord } from "./values.ts";

const path = `${ofIssuer}/approvals`;
const events: ReadonlyMap<unknown, string> = new Map([
  ["approved", "user.approval.approved"],
  ["rejected", "user.approval.rejected"],
]);

/** The users who wait for an approval; a decision is laid over the `approval` of the user. */
export const approvalRoutes: readonly Route[] = [
  list(path, users, { keep: ({ values }) => asRecord(values["approval"])["status"] === "pending" }),
  get(path, users),
  {
    method: "PATCH",
    path: `${path}/:user_id`,
    guard: ({ target }) => target,
    run: (call) => {
      const { values, problems } = readFields({ status: { type: "text" } }, call.body, false);
      if (problems.length > 0) throw invalid(problems);
      const approval = { ...asRecord(call.target.values["approval"]), ...call.body, decided_at: call.now };
      return changed(call, users, { values: { approval }, event: events.get(values["status"]) });
    },
  },
];
