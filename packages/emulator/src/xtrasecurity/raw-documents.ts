import { asked, type Call } from "./call.ts";
import type { Person } from "./caller.ts";
import { refuse } from "./refusal.ts";
import { isManager, workspaceRole } from "./roles.ts";
import type { Table } from "./table.ts";
import type { Values } from "./values.ts";

/** The service reads the database's first batch of documents only. */
const batchSize = 101;

/** A rule or a channel: the service keeps them past its ORM, with the workspace's id as a text. */
interface RawDocument {
  readonly id: string;
  readonly workspaceId: string;
  readonly createdAt: string;
}

/** Lists a workspace's documents, the newest 101 of them and these first, for anybody who has a role there. */
export function listDocuments<Row extends RawDocument>(call: Call, person: Person, table: Table<Row>): object[] {
  const workspaceId = asked(call, "workspaceId");
  if (workspaceId === undefined) throw refuse(400, "Workspace ID required");
  if (workspaceRole(call.store, person, workspaceId) === undefined) throw refuse(403, "Forbidden");
  return table
    .where((row) => row.workspaceId === workspaceId.toLowerCase())
    .toReversed()
    .slice(0, batchSize)
    .map((row) => ({ _id: { $oid: row.id }, ...row }));
}

/** Refuses everybody but the workspace's owner and admins, with these words. */
export function requireManager(
  { store }: Call,
  person: Person,
  refused: { workspaceId: unknown; error: string },
): void {
  if (!isManager(workspaceRole(store, person, refused.workspaceId))) throw refuse(403, refused.error);
}

/** Sets members of a document to what the body has for them, of whatever type: no ORM looks at it. */
export function changeDocument<Row extends RawDocument>(
  row: Row,
  body: Values,
  names: readonly (keyof Row & string)[],
): void {
  const sent = names.filter((name) => body[name] !== undefined);
  Object.assign(row, Object.fromEntries(sent.map((name) => [name, body[name]])));
}

/** Shows a document as its creation does: without the id, which the service looks for in the wrong place. */
export function withoutId<Row extends RawDocument>({ id: _id, ...rest }: Row): object {
  return rest;
}
