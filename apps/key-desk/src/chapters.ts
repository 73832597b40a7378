import { tellAuthPI } from "./authpi-chapter.ts";
import type { Chapter } from "./desk.ts";
import { tellOptropic } from "./optropic-chapter.ts";
import { tellUnkey } from "./unkey-chapter.ts";

/** One chapter per service, in the order of the story. */
export const chapters: readonly Chapter[] = [
  async (stage) => await stage.tell("Unkey", stage.services.unkey, tellUnkey),
  async (stage) => await stage.tell("AuthPI", stage.services.authpi, tellAuthPI),
  async (stage) => await stage.tell("Optropic", stage.services.optropic, tellOptropic),
];
