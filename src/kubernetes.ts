export { ArgumentError } from "./arguments/errors";
export type { BinariesArgs, BinaryArgs } from "./images/binaries";
export type { RegistryArgs } from "./images/registry";
export type { Transform } from "./resource";
export type {
    ExposeArgs,
    HostNetworkArgs,
    KubernetesArgs,
    KubernetesTransforms,
    StorageArgs,
} from "./targets/kubernetes/args";
export { kubernetes } from "./targets/kubernetes/index";
export type { Target } from "./topology/target";
