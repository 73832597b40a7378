/** What a plan allows; branches, secrets and projects are counted for one project or workspace each. */
export interface Plan {
  readonly requestsPerMinute: number;
  readonly requestsPerDay: number;
  readonly teams: number;
  readonly workspaces: number;
  readonly projectsPerWorkspace: number;
  /** Only the routes that address secrets by id look at it. */
  readonly secretsPerProject: number;
  readonly branchesPerProject: number;
  readonly jitLinks: boolean;
}

const free: Plan = {
  requestsPerMinute: 100,
  requestsPerDay: 1_000,
  teams: 1,
  workspaces: 1,
  projectsPerWorkspace: 3,
  secretsPerProject: 50,
  branchesPerProject: 10,
  jitLinks: false,
};

const pro: Plan = {
  requestsPerMinute: 1_000,
  requestsPerDay: 10_000,
  teams: 10,
  workspaces: 3,
  projectsPerWorkspace: 5,
  secretsPerProject: 100,
  branchesPerProject: 30,
  jitLinks: true,
};

const enterprise: Plan = {
  requestsPerMinute: 10_000,
  requestsPerDay: 100_000,
  teams: 100,
  workspaces: 1_000,
  projectsPerWorkspace: 1_000,
  secretsPerProject: 10_000,
  branchesPerProject: 30,
  jitLinks: true,
};

/** Finds the plan of a tier; a tier that nobody knows is the free one. */
export function planOf(tier: string | undefined): Plan {
  if (tier === "enterprise") return enterprise;
  return tier === "pro" ? pro : free;
}
