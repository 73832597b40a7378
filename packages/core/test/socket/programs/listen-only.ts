import { createServer, type AddressInfo } from "node:net";

// Listens with the shortest queue and prints its port. Once it is stopped, connections stay half open.
const server = createServer();
server.listen({ port: 0, host: "127.0.0.1", backlog: 1 }, () => console.log((server.address() as AddressInfo).port));
