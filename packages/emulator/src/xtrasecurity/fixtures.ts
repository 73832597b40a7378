import { issueKey } from "./credentials.ts";
import type { Branch, Project, User, Workspace } from "./model.ts";
import { addMainBranch, addProject, addUser, addWorkspace } from "./new-rows.ts";
import type { Store } from "./store.ts";

/** The people that an emulated XtraSecurity knows. */
type Role = "owner" | "developer" | "viewer" | "outsider" | "miser";

/**
 * What an emulated XtraSecurity starts with: keys and ids come from the seed.
 *
 * The names say what people are there for: nobody is in a team at the start, and only the owner and the miser have a
 * workspace.
 */
export interface XtraFixtures {
  /** A key of the owner, whose tier is `enterprise`. */
  readonly token: string;
  /** A key of each of the others, whose tier is `free`. */
  readonly tokens: Readonly<Record<Exclude<Role, "owner">, string>>;
  readonly emails: Readonly<Record<Role, string>>;
  readonly userIds: Readonly<Record<Role, string>>;
  /** The owner's workspace, with one project and its branch `main`. */
  readonly workspaceId: string;
  readonly projectId: string;
  readonly branchId: string;
  /** The miser's workspace, with one project and its branch `main`; the free tier allows no second workspace. */
  readonly miserWorkspaceId: string;
  readonly miserProjectId: string;
  readonly miserBranchId: string;
}

/** Puts the fixtures into a fresh store. */
export function seedFixtures(store: Store): XtraFixtures {
  const owner = addPerson(store, "owner");
  const developer = addPerson(store, "developer");
  const viewer = addPerson(store, "viewer");
  const outsider = addPerson(store, "outsider");
  const miser = addPerson(store, "miser");
  const place = addPlace(store, owner.user);
  const miserPlace = addPlace(store, miser.user);
  return {
    token: owner.key,
    tokens: { developer: developer.key, viewer: viewer.key, outsider: outsider.key, miser: miser.key },
    emails: {
      owner: owner.user.email,
      developer: developer.user.email,
      viewer: viewer.user.email,
      outsider: outsider.user.email,
      miser: miser.user.email,
    },
    userIds: {
      owner: owner.user.id,
      developer: developer.user.id,
      viewer: viewer.user.id,
      outsider: outsider.user.id,
      miser: miser.user.id,
    },
    workspaceId: place.workspace.id,
    projectId: place.project.id,
    branchId: place.branch.id,
    miserWorkspaceId: miserPlace.workspace.id,
    miserProjectId: miserPlace.project.id,
    miserBranchId: miserPlace.branch.id,
  };
}

function addPerson(store: Store, role: Role): { readonly user: User; readonly key: string } {
  const name = `${capitalize(role)} Fixture`;
  const tier = role === "owner" ? "enterprise" : "free";
  const user = addUser(store, { name, email: `${role}@fixture.test`, tier }, store.createFixtureTime());
  const createdAt = store.createFixtureTime();
  const { text } = issueKey(store, { owner: { userId: user.id }, label: `${role} key`, createdAt });
  return { user, key: text };
}

interface Place {
  readonly workspace: Workspace;
  readonly project: Project;
  readonly branch: Branch;
}

function addPlace(store: Store, owner: User): Place {
  const [name = ""] = owner.name.split(" ");
  const workspaceSettings = { name: `${name} Workspace`, createdBy: owner.id };
  const workspace = addWorkspace(store, workspaceSettings, store.createFixtureTime());
  const projectSettings = { name: `${name} Project`, description: "", userId: owner.id, workspaceId: workspace.id };
  const project = addProject(store, projectSettings, store.createFixtureTime());
  const branch = addMainBranch(store, { project, creator: owner, createdAt: store.createFixtureTime() });
  return { workspace, project, branch };
}

function capitalize(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
