import { checkInteger, paginate, type PagingOptions, Resource } from "@keyrack/core";
import { textOfFile } from "../answers.ts";
import { memberOf } from "../json.ts";
import type { XtraCallOptions } from "../options.ts";
import { checkParams } from "../params.ts";
import { refuseArgument, service } from "../service.ts";
import { withPerson } from "../stripping.ts";
import type {
  AuditDashboard,
  AuditDashboardParams,
  AuditEvent,
  AuditLogEntry,
  AuditLogged,
  AuditPage,
  AuditStats,
  AuditVerification,
  ExportAuditParams,
  ListAuditParams,
} from "../types/audit.ts";

/** The longest page that is asked for; the service itself has no limit. */
const longestPage = 100;

/**
 * The audit log. Without being a workspace's owner or admin, a caller sees a part of it.
 *
 * A write by a service account leaves an event that the service cannot show: every page that would hold it is a 500,
 * until a `category` or `userId` leaves it out. The service's `search` fails always, so it is not offered.
 */
export class Audit extends Resource {
  /** Fetches one page of the log, newest first; empty for a workspace that does not exist. `GET /audit` */
  async list(params: ListAuditParams, options?: XtraCallOptions): Promise<AuditPage> {
    // The page reader of the profile has put `total`, `page` and `pageSize` there.
    return (await this.http.page<AuditEvent>("/audit", { query: queryOf(params) }, options)) as AuditPage;
  }

  /**
   * Walks the log, newest first. Events that come in meanwhile push others onto the next page: those are yielded once.
   * `GET /audit`
   */
  async *listAll(
    params: ListAuditParams,
    options?: XtraCallOptions & PagingOptions,
  ): AsyncGenerator<AuditEvent, void, undefined> {
    const first = async (rest: XtraCallOptions): Promise<AuditPage> =>
      await this.list({ ...checkParams(params), pageSize: params.pageSize ?? longestPage }, rest);
    const seen = new Set<string>();
    for await (const event of paginate<XtraCallOptions, AuditEvent>({ service, options, first })) {
      if (!seen.has(event.id)) yield event;
      seen.add(event.id);
    }
  }

  /**
   * Checks the chain of the whole service. A chain that is broken is an answer and no error, and common: some of the
   * service's own writes break it. `GET /audit/verify`
   */
  async verify(options?: XtraCallOptions): Promise<AuditVerification> {
    return await this.http.get("/audit/verify", { accepts: [409], judge: saysWhetherValid }, options);
  }

  /**
   * Exports the log of all workspaces, for those with a role that reaches all of them, else 403. What the service calls
   * a project here makes it fail always, so it is not offered. `POST /audit/export`
   */
  async export(params: ExportAuditParams = {}, options?: XtraCallOptions): Promise<AuditEvent[]> {
    const json = { ...checkParams(params), format: "json" };
    const answer = await this.http.post<unknown>("/audit/export", { json, expects: "array" }, options);
    const events = Array.isArray(answer) ? answer : memberOf(answer, "data");
    return (events as AuditEvent[]).map(withPerson);
  }

  /** Exports the log as `export` does, as a table in CSV. `POST /audit/export` */
  async exportCsv(params: ExportAuditParams = {}, options?: XtraCallOptions): Promise<string> {
    const json = { ...checkParams(params), format: "csv" };
    const spec = { json, expects: "bytes", headers: { accept: "*/*" } } as const;
    return textOfFile(await this.http.post("/audit/export", spec, options), "POST /audit/export");
  }

  /** Fetches figures of the log; all but `dailyEvents` are fixed in the service's published code. `GET /audit/stats` */
  async stats(options?: XtraCallOptions): Promise<AuditStats> {
    return await this.http.get("/audit/stats", {}, options);
  }

  /** Fetches figures of a workspace's log. `GET /audit/dashboard` */
  async dashboard(params: AuditDashboardParams, options?: XtraCallOptions): Promise<AuditDashboard> {
    const { range, workspaceId } = checkParams(params, "workspaceId");
    return await this.http.get("/audit/dashboard", { query: { workspaceId, range } }, options);
  }

  /** Writes events of the caller's own. 500 for a token that is unknown or has expired. `POST /audit/cli-logs` */
  async create(entries: readonly AuditLogEntry[], options?: XtraCallOptions): Promise<AuditLogged> {
    if (!Array.isArray(entries)) throw refuseArgument("entries must be a list.");
    return await this.http.post("/audit/cli-logs", { json: { logs: entries } }, options);
  }
}

function queryOf(params: ListAuditParams): Readonly<Record<string, string | number | undefined>> {
  const { category, endDate, page, pageSize, severity, startDate, status, userId, workspaceId } = checkParams(
    params,
    "workspaceId",
  );
  if (pageSize !== undefined) checkInteger({ service, option: "pageSize" }, pageSize, [1, longestPage]);
  return { workspaceId, page, pageSize, userId, category, startDate, endDate, status, severity };
}

function saysWhetherValid(body: unknown): string | undefined {
  return typeof memberOf(body, "valid") === "boolean" ? undefined : 'the body does not say whether it is "valid"';
}
