import type { Caller } from "./authenticate.js";

/** A call, as the router describes it. */
export interface Call extends Caller {
    readonly auth: boolean;
    readonly from_name: string;
    readonly from_uri: string;
    readonly to_name: string | null;
    readonly to_uri: string;
    /** The Request-URI. It says where the call goes; To only says where it was once meant to go. */
    readonly ruri: string | null;
}
