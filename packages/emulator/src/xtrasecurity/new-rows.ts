import type { Branch, Project, Time, User, Workspace } from "./model.ts";
import type { Store } from "./store.ts";

/** Adds a person with the role `user`, a confirmed mail address, and nothing else set up. */
export function addUser(store: Store, settings: Pick<User, "name" | "email" | "tier">, time: Time): User {
  return store.users.add({
    id: store.createId(),
    name: settings.name,
    email: settings.email,
    emailVerified: time,
    image: null,
    createdAt: time,
    updatedAt: time,
    role: "user",
    tier: settings.tier,
    password: null,
    emailOtp: null,
    emailOtpExpiry: null,
    mfaEnabled: false,
    mfaSecret: null,
    mfaBackupCodes: [],
    passwordResetToken: null,
    passwordResetExpiry: null,
    ipAllowlist: [],
  });
}

type Settings<Row> = { readonly [Name in keyof Row]?: Row[Name] | undefined };

/** Adds a workspace with the defaults of the database. */
export function addWorkspace(
  store: Store,
  settings: Pick<Workspace, "name" | "createdBy"> & Settings<Workspace>,
  time: Time = store.createTime(),
): Workspace {
  return store.workspaces.add({
    id: store.createId(),
    name: settings.name,
    description: settings.description ?? "",
    icon: null,
    workspaceType: settings.workspaceType ?? "personal",
    createdBy: settings.createdBy,
    subscriptionPlan: settings.subscriptionPlan ?? "free",
    projectLimit: settings.projectLimit ?? 5,
    subscriptionEnd: settings.subscriptionEnd ?? null,
    createdAt: time,
    updatedAt: time,
  });
}

/** Adds a project with the defaults of the database, and no branch. */
export function addProject(
  store: Store,
  settings: Pick<Project, "name" | "description" | "userId" | "workspaceId">,
  time: Time = store.createTime(),
): Project {
  return store.projects.add({
    id: store.createId(),
    name: settings.name,
    description: settings.description,
    status: "active",
    userId: settings.userId,
    workspaceId: settings.workspaceId,
    createdAt: time,
    updatedAt: time,
    accessControl: "private",
    securityLevel: "low",
    isBlocked: false,
    twoFactorRequired: false,
    passwordMinLength: 8,
    passwordRequireSpecialChars: false,
    passwordRequireNumbers: false,
    passwordExpiryDays: 90,
    ipRestrictions: [],
    auditLogging: false,
    lastSecurityAudit: null,
  });
}

/** What makes a branch the first of its project. */
export interface MainBranchSettings {
  readonly project: Project;
  readonly creator: User;
  /** Now without it. */
  readonly createdAt?: Time | undefined;
}

/** Adds the branch `main` that a project is made with. */
export function addMainBranch(store: Store, { project, creator, createdAt }: MainBranchSettings): Branch {
  return addBranch(store, {
    name: "main",
    description: "Initial main branch",
    createdBy: creator.id,
    projectId: project.id,
    permissions: [creator.email],
    createdAt: createdAt ?? store.createTime(),
  });
}

/** Adds a branch with the defaults of the database. */
export function addBranch(
  store: Store,
  settings: Pick<Branch, "name" | "createdBy" | "projectId"> & Partial<Branch>,
): Branch {
  return store.branches.add({
    id: store.createId(),
    name: settings.name,
    description: settings.description ?? "",
    createdBy: settings.createdBy,
    projectId: settings.projectId,
    versionNo: settings.versionNo ?? "1",
    permissions: settings.permissions ?? [],
    createdAt: settings.createdAt ?? store.createTime(),
  });
}
