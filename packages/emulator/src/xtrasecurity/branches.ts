import { compareBranches } from "./branch-compare.ts";
import { clearBranchByPath, deleteBranchByPath } from "./branches-by-path.ts";
import { listBranches } from "./branches-read.ts";
import { deleteBranch, postBranch, updateBranch } from "./branches-write.ts";
import { failWith, failWithText } from "./refusal.ts";
import type { Route } from "./route.ts";
import { failInText } from "./text-answers.ts";

/** The branches of projects. */
export const branchRoutes: readonly Route[] = [
  { method: "GET", path: "/branch", run: listBranches, fail: failWith("Failed to fetch branches") },
  { method: "POST", path: "/branch", run: postBranch, fail: failWith("Failed to create branch") },
  { method: "PUT", path: "/branch", run: updateBranch, fail: failWith("Failed to update branch") },
  { method: "DELETE", path: "/branch", run: deleteBranch, fail: failWith("Failed to delete branch") },
  { method: "GET", path: "/branch/compare", isSecured: true, run: compareBranches, fail: failWithText },
  { method: "DELETE", path: "/branch/:branchId", run: deleteBranchByPath, fail: failInText },
  { method: "POST", path: "/branch/:branchId/clear", run: clearBranchByPath, fail: failInText },
];
