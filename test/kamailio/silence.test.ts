import { afterAll, beforeAll, beforeEach, expect, onTestFailed, test } from "vitest";
import { docker } from "../tools/docker";
import { answer, type Call, dial, hangUp } from "./support/call";
import type { Endpoint } from "./support/endpoint";
import { MediaPlatform } from "./support/media-platform";
import { sdp } from "./support/message";
import { RtpStream } from "./support/rtp";

let platform: MediaPlatform;
let caller: Endpoint;
let callee: Endpoint;
let audio: RtpStream;

const mediaSeconds = 6;

beforeAll(async () => {
    platform = await MediaPlatform.open({ MEDIA_SECONDS: String(mediaSeconds) });
});

afterAll(() => platform?.close());

beforeEach(async () => {
    ({ caller, callee } = await platform.parties());
    audio = await RtpStream.open(platform.network.host, 1);
    onTestFailed(async () => console.error(await platform.network.logs()));
    return () => Promise.all([caller, callee, audio].map((each) => each.close()));
});

async function talk(): Promise<Call> {
    const invite = await dial(caller, platform.sbc.address, { body: sdp(caller.address, audio.port) });
    return answer(caller, callee, platform.sbc.address, invite);
}

/** Both sides get a BYE of the SBC's, in either order. */
async function endedForBoth(call: Call): Promise<void> {
    for (const side of [caller, callee]) {
        const { message, address } = await side.expectRequest("BYE");
        expect(message.get("Call-ID")).toBe(call.dialog.callId);
        side.send(side.reply(message, 200), address);
    }
}

test("a call whose media has ended, ends for both sides, and is recorded no longer than it was; one that talks goes on", async () => {
    const talking = await talk();
    const sends = setInterval(() => void audio.send(1, talking.ok.body), 200);
    try {
        const silent = await talk();
        await endedForBoth(silent);
        const record = await recordOf(silent);
        expect(record.released_by).toBe("platform");
        // RTPengine looks once a second.
        expect(Number(record.ended) - Number(record.answered)).toBeLessThan(mediaSeconds * 1000);
        expect(await platform.sbc.exec("kamcmd", "dlg.stats_active")).toMatch(/all: 1/);
    } finally {
        clearInterval(sends);
    }
    await hangUp(caller, callee, platform.sbc.address, talking);
});

test("a relay that begins anew has no media of the calls that it had: they end", async () => {
    const call = await talk();
    await docker("restart", "--time", "0", platform.relay.id);
    await endedForBoth(call);
});

async function recordOf({ dialog }: Call): Promise<Record<string, unknown>> {
    const found = () => platform.api.cdrs.map(({ body }) => body).filter((body) => body.call_id === dialog.callId);
    await expect.poll(() => found().length, { timeout: 30_000 }).toBe(1);
    return found()[0] ?? {};
}
