import type { Chapter } from "./desk.ts";
import { tellUnkey } from "./unkey-chapter.ts";

/** One chapter per service, in the order of the story. */
export const chapters: readonly Chapter[] = [tellUnkey];
