import type { Sip } from "../../../src/topology/model";
import { ScriptedApi } from "./api";
import { SipNetwork } from "./sip-network";

/** An SBC, a router and an RTPengine on a network of their own, and the routing API that a test speaks for. */
export async function oneOfEach(
    prefix: string,
    routerEnvironment: Record<string, string> = {},
    transport: Sip["transport"] = "tls",
    mediaEnvironment: Record<string, string> = {},
) {
    const platform = await SipNetwork.open(prefix);
    const api = await ScriptedApi.open(platform.host);
    const rtpengine = await platform.rtpengine(30, mediaEnvironment);
    const sbcs = [platform.address(10)];
    const apis = [`${platform.host}:${api.port}`];
    const router = await platform.kamailio("router", 20, { transport, sbcs, apis }, routerEnvironment);
    const lists = {
        transport,
        sbcs,
        apis,
        routers: [router.address],
        rtpengines: [rtpengine.address],
        peers: [platform.host],
    };
    const sbc = await platform.kamailio("sbc", 10, lists, mediaEnvironment);
    return { platform, api, rtpengine, router, sbc };
}
