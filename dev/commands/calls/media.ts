import type { Instance, RunningTarget } from "../target";

/** RTP packets that a media relay received of a call, by who sent them. */
export interface Packets {
    readonly fromCaller: number;
    readonly fromAnswerer: number;
}

/** Reads, while calls talk, what the media relays count of each; RTPengine forgets a call when it ends. */
export class MediaCounter {
    private readonly counts = new Map<string, Packets>();
    private stopped = false;
    private running: Promise<void> | undefined;

    constructor(
        private readonly target: RunningTarget,
        private readonly relays: readonly Instance[],
    ) {}

    start(): void {
        this.running = this.loop();
    }

    async stop(): Promise<ReadonlyMap<string, Packets>> {
        this.stopped = true;
        await this.running;
        return this.counts;
    }

    private async loop(): Promise<void> {
        while (!this.stopped) {
            for (const relay of this.relays) await this.read(relay);
            await new Promise((resolve) => setTimeout(resolve, 300));
        }
    }

    private async read(relay: Instance): Promise<void> {
        const sessions = await this.ask(relay, "list sessions all");
        for (const match of sessions.matchAll(/^ID:\s+(\S+) \|/gm)) {
            const call = match[1] ?? "";
            const packets = packetsOf(await this.ask(relay, `list sessions ${call}`));
            if (packets) this.counts.set(call, packets);
        }
    }

    /** RTPengine's command line, over its HTTP server. */
    private ask(relay: Instance, command: string): Promise<string> {
        return this.target.exec(relay, [
            "curl",
            "--silent",
            `http://${relay.address}:2225/cli/${encodeURIComponent(command)}`,
        ]);
    }
}

/** Packets of RTPengine's description of a session, the caller's side first; nothing when the call has ended meanwhile. */
export function packetsOf(session: string): Packets | undefined {
    const media = [...session.matchAll(/^-+ Port .*, SSRC \w+, (\d+) p,/gm)].filter(
        ([line]) => !line.includes("(RTCP)"),
    );
    const [fromCaller, fromAnswerer] = media.map(([, packets]) => Number(packets));
    return fromCaller === undefined || fromAnswerer === undefined ? undefined : { fromCaller, fromAnswerer };
}
