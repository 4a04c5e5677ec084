import { type Answer, route, routed, type ScriptedApi } from "./api";
import { Endpoint } from "./endpoint";
import { oneOfEach } from "./one-of-each";
import type { InstanceContainer, SipNetwork } from "./sip-network";

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
        const { platform, api, router, rtpengine, sbc } = await oneOfEach("198.18.32", {}, "tls", environment);
        return new MediaPlatform(platform, api, router, rtpengine, sbc);
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
