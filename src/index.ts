export type { BackupArgs } from "./arguments/backup";
export type { ReplicatedArgs, RoleArgs } from "./arguments/common";
export type { ConsulConnection, ConsulTls, ConsulTokens, ExternalConsulArgs } from "./arguments/consul-connection";
export type { DatabaseArgs } from "./arguments/database";
export { ArgumentError } from "./arguments/errors";
export type { SipArgs } from "./arguments/sip";
export { C4, type RoleComponents } from "./c4";
export type { C4Args } from "./c4-args";
export type { ConsulComponent } from "./components/consul";
export { Consul, type ConsulPlaceArgs } from "./components/consul-alone";
export type { ExternalConsul } from "./components/external-consul";
export { Postgres, Router, RoutingApi, type RoutingApiCallerArgs, Rtpengine, Sbc } from "./components/layer";
export type { LayerArgs } from "./components/layer-args";
export type { Membership } from "./components/membership";
export type { RoleComponent } from "./components/role";
export { deployerPolicy, rolePolicy, type ServiceRole } from "./consul/policies";
export type { RoleTokens } from "./consul/tokens";
export type { BinariesArgs, BinaryArgs } from "./images/binaries";
export type { RegistryArgs } from "./images/registry";
export type { Transform } from "./resource";
export type { ConsulArgs } from "./roles/consul";
export type { PostgresArgs } from "./roles/postgres";
export type { RouterArgs } from "./roles/router";
export type { RoutingApiArgs } from "./roles/routing-api";
export type { RtpengineArgs } from "./roles/rtpengine";
export type { SbcArgs } from "./roles/sbc";
export type { DockerArgs, DockerTransforms } from "./targets/docker/args";
export type {
    ExposeArgs,
    HostNetworkArgs,
    KubernetesArgs,
    KubernetesTransforms,
    StorageArgs,
} from "./targets/kubernetes/args";
export { docker, kubernetes, vms } from "./targets/on-demand";
export type { BastionArgs, HostArgs, VmsArgs, VmsTransforms } from "./targets/vms/args";
export type { Target } from "./topology/target";
