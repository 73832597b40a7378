import type { HttpClient } from "./http-client.ts";

/** A group of endpoints that share a client. */
export abstract class Resource {
  protected readonly http: HttpClient;

  constructor(http: HttpClient) {
    this.http = http;
  }
}
