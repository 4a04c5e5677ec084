import { automatic, type Behaviour } from "./behaviour";
import { callerDialog, type Dialog, Endpoint, type RequestOptions } from "./endpoint";
import { type Message, uriOf } from "./message";
import { type RealApi, tenant } from "./real-api";

/** What a record of an attempt shall say, and between which moments it shall say that the attempt ended. */
export interface Attempt {
    readonly kind: string;
    readonly callId: string;
    readonly says: Readonly<Record<string, unknown>>;
    readonly ended?: Span;
}

export type Span = readonly [from: number, to: number];

/** An INVITE on its way, and what its record shall say whatever becomes of it. */
export interface Placed {
    readonly invite: Message;
    readonly callId: string;
    readonly at: number;
    readonly says: Readonly<Record<string, unknown>>;
}

/** Beginnings of numbers: calls to `one` leave by a trunk, to `two` by one and then another, and to others nobody goes. */
export const numbers = { one: "10", two: "20", none: "90" } as const;

let placed = 0;

/** A customer's IPBX that places calls, one after another, and the two trunks that they leave by. */
export class Line {
    private constructor(
        private readonly sbc: string,
        readonly domain: string,
        readonly caller: Endpoint,
        private readonly trunks: readonly Trunk[],
        private readonly ipbx: number,
    ) {}

    static async open(api: RealApi, host: string, sbc: string, number: number): Promise<Line> {
        const domain = `line${number}.example`;
        const domain_id = await api.create("domains", { domain });
        const carrier_id = await api.create("carriers", { name: domain });
        const ipbx = await api.create("ipbxs", { domain_id, ip_fqdn: `10.0.0.${number}`, ip_address: host });
        const trunks: Trunk[] = [];
        for (const name of ["first", "second"]) {
            const callee = await Endpoint.open(host);
            const id = await api.create("carrier_trunks", {
                carrier_id,
                name: `${domain} ${name}`,
                sip_proxy: host,
                sip_proxy_port: callee.port,
            });
            trunks.push({ callee, id, behave: automatic(callee, sbc) });
        }
        const rules = [
            [numbers.one, 0],
            [numbers.two, 0],
            [numbers.two, 1],
        ] as const;
        for (const [prefix, trunk] of rules) {
            await api.create("routing-rules", {
                ipbx_id: ipbx,
                carrier_trunk_id: trunks[trunk]?.id,
                prefix,
                route_type: "pstn",
            });
        }
        const caller = await Endpoint.open(host);
        // Answered as often as it comes.
        caller.automatic = (request) => {
            if (request.method === "BYE") caller.send(caller.reply(request, 200), sbc);
            return false;
        };
        return new Line(sbc, domain, caller, trunks, ipbx);
    }

    async close(): Promise<void> {
        for (const endpoint of [this.caller, ...this.trunks.map(({ callee }) => callee)]) await endpoint.close();
    }

    /** An INVITE that is not sent yet, to callees that behave as told. */
    prepare(beginning: string, behaviours: readonly Behaviour[] = [], options: RequestOptions = {}): Placed {
        placed += 1;
        const number = `${beginning}${String(placed).padStart(6, "0")}`;
        const invite = this.caller.request(`sip:${number}@${this.sbc}`, { fromHost: this.domain, ...options });
        const callId = invite.get("Call-ID");
        behaviours.forEach((behaviour, index) => {
            this.trunks[index]?.behave(callId, behaviour);
        });
        const says = {
            source_ip: this.caller.address,
            source_port: this.caller.port,
            from_uri: uriOf(invite.get("From")),
            to_uri: uriOf(invite.get("To")),
            request_uri: invite.requestUri,
        };
        return { invite, callId, at: Date.now(), says };
    }

    dial(beginning: string, ...behaviours: readonly Behaviour[]): Placed {
        const placed = this.prepare(beginning, behaviours);
        this.send(placed.invite);
        return placed;
    }

    send(message: Message): void {
        this.caller.send(message, this.sbc);
    }

    /** What a record says of whose attempt it was, when a router knew it. */
    get owner() {
        return { tenant_uuid: tenant, ipbx_id: this.ipbx, carrier_trunk_id: null };
    }

    /** What a record says of an attempt that went out by these trunks and had these answers, the last one last. */
    sent({ invite }: Placed, ...codes: readonly number[]) {
        const number = invite.requestUri.replace(/^sip:(.*)@.*$/, "$1");
        const tries = codes.map((code, index) => {
            const { callee, id } = this.trunk(index);
            return {
                uri: `sip:${number}@${callee.address}:${callee.port}`,
                to: callee.uri,
                carrier_trunk_id: id,
                code,
            };
        });
        const { callee, id } = this.trunk(codes.length - 1);
        return {
            ...this.owner,
            tries,
            sent_uri: `sip:${number}@${callee.address}:${callee.port}`,
            sent_to: callee.uri,
            egress_tenant_uuid: tenant,
            egress_carrier_trunk_id: id,
        };
    }

    private trunk(index: number): Trunk {
        const trunk = this.trunks[index];
        if (trunk === undefined) throw new Error(`There is no trunk ${index}.`);
        return trunk;
    }

    /** Waits for the answer, and acknowledges it. */
    async answered({ invite }: Placed): Promise<Dialog> {
        const dialog = callerDialog(invite, await this.caller.expectReply(invite, 200));
        this.send(this.caller.inDialog("ACK", dialog));
        return dialog;
    }

    /** Waits for the failure, and acknowledges it. Gives back when it came. */
    async failed({ invite }: Placed, status: number): Promise<number> {
        const reply = await this.caller.expectFinal(invite);
        this.send(this.caller.ackFailure(invite, reply));
        if (reply.status !== status) throw new Error(`${invite.requestUri}: ${reply.startLine} in place of ${status}`);
        return Date.now();
    }

    /** Gives back between which moments the call ended. */
    async hangUp(dialog: Dialog): Promise<Span> {
        const bye = this.caller.inDialog("BYE", dialog);
        const from = Date.now();
        this.send(bye);
        await this.caller.expectReply(bye, 200);
        return [from, Date.now()];
    }

    /** Waits until the other side has ended the call. Gives back when. */
    async ended({ callId }: Placed): Promise<number> {
        await this.caller.next(
            (request) => !request.isReply && request.method === "BYE" && request.get("Call-ID") === callId,
            `BYE of ${callId}`,
        );
        return Date.now();
    }
}

interface Trunk {
    readonly callee: Endpoint;
    readonly id: number;
    readonly behave: (callId: string, behaviour: Behaviour) => void;
}
