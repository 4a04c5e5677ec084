export type * from "./args";
export { C4 } from "./c4";
export {
    type AloneArgs,
    Consul,
    type DatabaseArgs,
    Postgres,
    Router,
    RoutingApi,
    Rtpengine,
    Sbc,
} from "./components/alone";
export type { ConsulConnection } from "./consul/connection";
export type { BinariesArgs, BinaryArgs } from "./images/binaries";
export type { DockerArgs, DockerTransforms } from "./targets/docker/args";
export { docker } from "./targets/docker/index";
export { ArgumentError } from "./topology/errors";
export type { Target } from "./topology/target";
