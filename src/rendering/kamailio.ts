/** What the configuration of Kamailio has of shape, for SBC and router alike. Values that change at run time are no shape. */
interface KamailioContext {
    /** Port of SIP, UDP and TCP, on the instance's own address; `false`: none. */
    readonly sipPort: number | false;
    /** Port of SIP between SBCs and routers, by mutual TLS; `false`: they speak UDP. */
    readonly tlsPort: number | false;
    /** Port of Kamailio's HTTP server: `/status` alone. SIP is not answered there, HTTP nowhere else. */
    readonly httpPort: number;
    /** What names the certificates. */
    readonly tlsFile: string;
    /** Folder of the lists that consul-template keeps. */
    readonly listFolder: string;
    /** Adds the role's test switch: `pike_off` of the SBC, `router_off` of the router. */
    readonly testing: boolean;
}

/** Context of `kamailio/common/*` and `kamailio/sbc/*`. */
export interface SbcContext extends KamailioContext {}

/** Context of `kamailio/common/*` and `kamailio/router/*`. */
export interface RouterContext extends KamailioContext {}

/** Context of `rtpengine/rtpengine.conf`. */
export interface RtpengineContext {
    /** First UDP port for media. */
    readonly firstRtpPort: number;
    /** Last UDP port for media. */
    readonly lastRtpPort: number;
}

/** Context of `rtpengine/http.cfg`. */
export interface RtpengineHttpContext {
    /** Port of `/ping` and `/metrics` on the instance's own address; RTPengine's whole server has it on loopback. */
    readonly httpPort: number;
}
