/** A person as others may see them; what else the service sends of people is dropped. */
export interface Person {
  id: string;
  name: string;
  email: string;
  image: string | null;
  /** The role of the account, not of a membership; absent where the service leaves it out. */
  role?: string;
}

/** The least that is shown of a person. */
export interface PersonName {
  name: string;
  email: string;
}
