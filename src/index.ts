export type * from "./args";
export { C4 } from "./c4";
export {
    type AloneArgs,
    Consul,
    Postgres,
    Router,
    RoutingApi,
    Rtpengine,
    Sbc,
} from "./components/alone";
export type { ConsulComponent } from "./components/consul";
export type { ExternalConsul } from "./components/external-consul";
export type { RoleComponent } from "./components/role";
export type { ConsulAccess, ConsulConnection } from "./consul/connection";
export type { BinariesArgs, BinaryArgs } from "./images/binaries";
export type { RegistryArgs } from "./images/registry";
export type { DockerArgs, DockerTransforms } from "./targets/docker/args";
export { docker } from "./targets/docker/index";
export type {
    ExposeArgs,
    HostNetworkArgs,
    KubernetesArgs,
    KubernetesTransforms,
    StorageArgs,
    Transform,
} from "./targets/kubernetes/args";
export { kubernetes } from "./targets/kubernetes/index";
export type { BastionArgs, HostArgs, VmsArgs, VmsTransforms } from "./targets/vms/args";
export { vms } from "./targets/vms/index";
export { ArgumentError } from "./topology/errors";
export type * from "./topology/model";
export type { AddressReference, Reference, Resolver, SecretReference, Value } from "./topology/references";
export type * from "./topology/target";
