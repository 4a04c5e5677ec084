import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { mediaOf } from "../src/kamailio/media.js";

/** What RTPengine 12.5 answered of a call: 196 packets of the caller, 150 of the callee, both of which sent RTCP. */
const recorded = readFileSync(new URL("support/rtpengine-account.json", import.meta.url), "utf8");
const account = () => JSON.parse(recorded);
const nothing = { packets: null, octets: null, lost: null, jitter: null, mos: null, codec: null };

describe("the relay's account of a call", () => {
    it("tells of each side what came from it, and what the other side reported of that", () => {
        expect(mediaOf(account(), "caller.1", "callee.1")).toEqual({
            caller: { packets: 196, octets: 33_712, lost: 3, jitter: 10, mos: 4.3, codec: "PCMA/8000" },
            callee: { packets: 150, octets: 25_800, lost: 1, jitter: 2, mos: 4.4, codec: "PCMA/8000" },
        });
    });

    it("counts by tags, whoever ended the call", () => {
        const { caller, callee } = mediaOf(account(), "callee.1", "caller.1");
        expect([caller.packets, callee.packets]).toEqual([150, 196]);
    });

    it("adds the streams of a call that has several", () => {
        const video = account();
        const { medias } = video.tags["caller.1"];
        medias.push(structuredClone(medias[0]));
        expect(mediaOf(video, "caller.1", "callee.1").caller).toMatchObject({ packets: 392, octets: 67_424, lost: 3 });
    });

    it("knows packets, and neither loss nor quality, of sides that send no RTCP", () => {
        expect(mediaOf({ ...account(), SSRC: {} }, "caller.1", "callee.1").caller).toEqual({
            ...nothing,
            packets: 196,
            octets: 33_712,
            codec: "PCMA/8000",
        });
    });

    it("gives no score where the round trip was never measured, which RTPengine writes as 0", () => {
        const silent = account();
        silent.SSRC["2222"]["average MOS"] = { MOS: 0, "round-trip time": 0, jitter: 0, "packet loss": 0, samples: 1 };
        expect(mediaOf(silent, "caller.1", "callee.1").caller).toMatchObject({ jitter: 10, mos: null });
    });

    it("takes a negative loss, of duplicates, for none", () => {
        const duplicated = account();
        duplicated.SSRC["2222"]["cumulative loss"] = 0xfffffe;
        expect(mediaOf(duplicated, "caller.1", "callee.1").caller.lost).toBe(0);
    });

    it.each([
        undefined,
        null,
        "nonsense",
        [],
        {},
        { tags: [] },
        { tags: { "caller.1": { medias: [{ streams: [null, "x"] }, 7] } } },
        { tags: { "caller.1": { medias: [{ streams: [{ flags: ["RTP"], stats: { packets: -1, bytes: "7" } }] }] } } },
    ])("that is %j tells nothing, and hurts nothing", (nonsense) => {
        expect(mediaOf(nonsense, "caller.1", "callee.1")).toEqual({ caller: nothing, callee: nothing });
    });
});
