/** A permission that keys and roles can hold. */
export interface Permission {
  id: string;
  name: string;
  /** What verifyKey compares, exactly and with letter case. */
  slug: string;
  description?: string;
}

/** A named set of permissions. */
export interface Role {
  id: string;
  name: string;
  description?: string;
  /** Absent when there are none. */
  permissions?: Permission[];
}
