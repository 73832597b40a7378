import type { CollectionTypes } from "../collection.ts";
import type { PageParams } from "./page.ts";
import type { Flag, Open, OpenRecord } from "./values.ts";

/** The state of an organization. */
export type OrganizationStatus = "active" | "suspended" | "deleted" | (string & {});

/** What sort of organization it is. */
export type OrganizationType = "business" | "charity" | "public_sector" | "default" | (string & {});

/** A postal address. */
export interface Address {
  line1?: string | null;
  line2?: string | null;
  city?: string | null;
  state?: string | null;
  postal_code?: string | null;
  country: string;
}

/** What organizations and the items of their lists tell alike. */
export interface OrganizationSummary {
  id: string;
  issuer_id: string;
  status: OrganizationStatus;
  name: string | null;
  logo_url: string | null;
  org_type: OrganizationType;
  max_members?: number | null;
  default_member_scopes?: string[] | null;
  invitation_enabled?: boolean | null;
  scopes?: string[] | null;
  security?: OpenRecord | null;
  sso?: OpenRecord | null;
  stats?: OpenRecord | null;
  /** Unix milliseconds. */
  created_at: number;
  updated_at?: number | null;
}

/** An organization of an issuer: members, groups and keys under one name. */
export interface Organization extends OrganizationSummary {
  status_at?: number | null;
  status_reason?: string | null;
  status_by?: string | null;
  description: string | null;
  invitation_message?: string | null;
  address?: Address | null;
  business_details?: OpenRecord | null;
  contact?: OpenRecord | null;
  social_links?: unknown[] | null;
  custom_fields?: OpenRecord | null;
  metadata?: OpenRecord | null;
}

/** An organization as lists tell it. */
export type OrganizationListItem = OrganizationSummary;

/** What can be said of an organization. */
export interface OrganizationFields {
  name?: string | null | undefined;
  description?: string | null | undefined;
  logo_url?: string | null | undefined;
  org_type?: OrganizationType | undefined;
  max_members?: number | null | undefined;
  default_member_scopes?: readonly string[] | null | undefined;
  invitation_enabled?: boolean | null | undefined;
  scopes?: readonly string[] | null | undefined;
  security?: OpenRecord | null | undefined;
  metadata?: OpenRecord | null | undefined;
}

/** An organization to be made. */
export type CreateOrganizationParams = Open<OrganizationFields>;

/** What to change of an organization. */
export type UpdateOrganizationParams = Open<OrganizationFields & { status?: OrganizationStatus | undefined }>;

/** Which organizations to list. */
export interface ListOrganizationsParams extends PageParams {
  status?: OrganizationStatus | undefined;
  sso_enabled?: Flag | undefined;
  sso_only?: Flag | undefined;
  mfa_required?: Flag | undefined;
  invitation_enabled?: Flag | undefined;
}

/** The types of the organizations of an issuer. */
export interface OrganizationTypes extends CollectionTypes {
  list: ListOrganizationsParams;
  item: OrganizationListItem;
  create: CreateOrganizationParams;
  created: Organization;
  entity: Organization;
  update: UpdateOrganizationParams;
}
