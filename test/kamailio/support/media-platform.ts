import { type Answer, route, routed, ScriptedApi } from "./api";
import { Endpoint } from "./endpoint";
import { type InstanceContainer, SipNetwork } from "./sip-network";

/** One of each, with nothing between a test and how they treat media. */
export class MediaPlatform {
    private constructor(
        readonly network: SipNetwork,
        readonly api: ScriptedApi,
        readonly router: InstanceContainer,
        readonly relay: InstanceContainer,
        readonly sbc: InstanceContainer,
    ) {}

    /** @param environment Of the SBC and of the relay. */
    static async open(environment: Record<string, string> = {}): Promise<MediaPlatform> {
        const network = await SipNetwork.open("198.18.32");
        const api = await ScriptedApi.open(network.host);
        const apis = [`${network.host}:${api.port}`];
        const sbcs = [network.address(10)];
        const relay = await network.rtpengine(30, environment);
        const router = await network.kamailio("router", 20, { sbcs, apis });
        const lists = {
            routers: [router.address],
            rtpengines: [relay.address],
            peers: [network.host],
            sbcs,
            apis,
        };
        const sbc = await network.kamailio("sbc", 10, lists, environment);
        return new MediaPlatform(network, api, router, relay, sbc);
    }

    async close(): Promise<void> {
        await this.api.close();
        await this.network.close();
    }

    /** A caller, and the callee that every call of its goes to. */
    async parties(): Promise<{ caller: Endpoint; callee: Endpoint }> {
        const caller = await Endpoint.open(this.network.host);
        const callee = await Endpoint.open(this.network.host);
        this.api.asked.length = 0;
        this.api.routing = this.to(callee);
        return { caller, callee };
    }

    /** What the API says when calls go to these endpoints, one after another. */
    to(...callees: readonly Endpoint[]): Answer {
        return routed(callees.map(({ uri }) => route(uri)));
    }
}
