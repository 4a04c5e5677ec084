export { ArgumentError } from "./arguments/errors";
export type { BinariesArgs, BinaryArgs } from "./images/binaries";
export type { Transform } from "./resource";
export type { DockerArgs, DockerTransforms } from "./targets/docker/args";
export { docker } from "./targets/docker/index";
export type { Target } from "./topology/target";
