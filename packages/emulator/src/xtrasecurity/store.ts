import type { Surroundings } from "../service.ts";
import { AuditLog } from "./audit-log.ts";
import type { Branch, Project, Secret, Share, Time, User, Workspace } from "./model.ts";
import type {
  AccessRequest,
  ApiKey,
  BreakGlassSession,
  JitLink,
  Membership,
  ServiceAccount,
  Team,
  TeamProject,
} from "./model-access.ts";
import type {
  Notification,
  NotificationChannel,
  NotificationRule,
  RotationRun,
  Schedule,
  Webhook,
} from "./model-events.ts";
import { Table } from "./table.ts";
import { type Bytes, Vault } from "./vault.ts";
import { Windows } from "./windows.ts";

const minute = 60_000;
const day = 24 * 60 * minute;
/** When the fixtures were made; the first part of every id, too, so that ids do not depend on the real time. */
const firstTime = Date.UTC(2024, 0, 1);
/** For rows that pile up in ordinary use and that no call deletes. */
const keptRows = 10_000;
const tokenKeyBytes = 32;

/** The memory of one emulated service. */
export class Store {
  readonly users: Table<User> = new Table("user");
  readonly apiKeys: Table<ApiKey> = new Table("apiKey");
  readonly workspaces: Table<Workspace> = new Table("workspace");
  readonly projects: Table<Project> = new Table("project");
  readonly branches: Table<Branch> = new Table("branch");
  readonly secrets: Table<Secret> = new Table("secret");
  readonly shares: Table<Share> = new Table("secretShare", keptRows);
  readonly teams: Table<Team> = new Table("team");
  readonly memberships: Table<Membership> = new Table("teamUser");
  readonly teamProjects: Table<TeamProject> = new Table("teamProject");
  readonly accessRequests: Table<AccessRequest> = new Table("accessRequest", keptRows);
  readonly breakGlassSessions: Table<BreakGlassSession> = new Table("breakGlassSession", keptRows);
  readonly jitLinks: Table<JitLink> = new Table("jitLink", keptRows);
  readonly serviceAccounts: Table<ServiceAccount> = new Table("serviceAccount");
  readonly notifications: Table<Notification> = new Table("notification", keptRows);
  readonly rules: Table<NotificationRule> = new Table("notificationRule");
  readonly channels: Table<NotificationChannel> = new Table("notificationChannel");
  readonly webhooks: Table<Webhook> = new Table("webhook");
  readonly schedules: Table<Schedule> = new Table("rotationSchedule");
  readonly rotationRuns: Table<RotationRun> = new Table("rotationHistory", keptRows);
  readonly audit: AuditLog = new AuditLog();
  readonly vault: Vault;
  /** The requests of each address in a minute. */
  readonly addressWindows: Windows = new Windows(minute);
  /** The requests that each owner is charged with, in a minute and in a day. */
  readonly burstWindows: Windows = new Windows(minute);
  readonly dailyWindows: Windows = new Windows(day);
  /** What CLI tokens are signed with. */
  readonly tokenKey: Bytes;
  readonly #surroundings: Surroundings;
  readonly #idStart: string;
  #createdIds = 0;
  #lastTime: number = firstTime;

  constructor(surroundings: Surroundings) {
    this.#surroundings = surroundings;
    this.#idStart = (firstTime / 1000).toString(16) + this.createHex(4);
    this.tokenKey = this.createBytes(tokenKeyBytes);
    this.vault = new Vault((length) => this.createBytes(length));
  }

  /** The service's time in Unix milliseconds. */
  now(): number {
    return this.#surroundings.clock.now();
  }

  /** Makes the time of a row: later than every one before, so that sorting by time has one outcome. */
  createTime(): Time {
    this.#lastTime = Math.max(this.#lastTime + 1, this.now());
    return new Date(this.#lastTime).toISOString();
  }

  /** Makes a time that fixtures carry; the same in every run. */
  createFixtureTime(): Time {
    this.#lastTime += 1;
    return new Date(this.#lastTime).toISOString();
  }

  /** Makes an id of 24 hex digits that is greater than every one before. */
  createId(): string {
    this.#createdIds += 1;
    return this.#idStart + this.#createdIds.toString(16).padStart(8, "0");
  }

  /** Makes bytes from the emulator's seed, in hex. */
  createHex(byteLength: number): string {
    return Array.from(this.createBytes(byteLength), (byte) => byte.toString(16).padStart(2, "0")).join("");
  }

  /** Makes bytes from the emulator's seed, so that a run can be repeated: never use them in earnest. */
  createBytes(length: number): Bytes {
    return Uint8Array.from({ length }, () => Math.floor(this.#surroundings.random() * 256));
  }
}
