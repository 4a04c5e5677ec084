export { ArgumentError } from "./arguments/errors";
export type { BinariesArgs, BinaryArgs } from "./images/binaries";
export type { Transform } from "./resource";
export type { BastionArgs, HostArgs, VmsArgs, VmsTransforms } from "./targets/vms/args";
export { vms } from "./targets/vms/index";
export type { Target } from "./topology/target";
