import * as z from "zod";
import type { C4Args } from "./args";
import {
    domainName,
    flag,
    input,
    isEnvironmentName,
    isImage,
    isNetwork,
    isOneLine,
    matching,
    portNumber,
    portOrFalse,
    replicaCount,
    someText,
    wholeNumber,
} from "./topology/checks";
import { isIpv4 } from "./topology/network";

const positive = "a number above 0";
const role = {
    image: input(isImage).optional(),
    environment: z
        .record(
            matching(isEnvironmentName, "a name of letters, digits and underscores that does not start with a digit"),
            input(isOneLine),
        )
        .optional(),
    cpus: z.number(positive).positive(positive).optional(),
    memoryMiB: wholeNumber(16, 1_048_576, "MiB").optional(),
    tags: z
        .array(matching((tag) => /^[\w.-]+$/.test(tag), "a tag of letters, digits, dots, hyphens and underscores"))
        .optional(),
};
const replicated = {
    ...role,
    replicas: replicaCount.optional(),
    drainSeconds: wholeNumber(0, 86_400, "seconds").optional(),
};
const hostPort = portOrFalse.optional();
const advertisedAddress = input({ accepts: isIpv4, allowed: "an IPv4 address" }).optional();
const name = matching(
    (value) => /^[a-z_][a-z0-9_]{0,62}$/.test(value),
    "a name of lower-case letters, digits and underscores",
);
const kamailio = { ...replicated, sipPort: portNumber.optional(), httpPort: portNumber.optional() };

const aText = input(someText);
// What only the instance's own host fills in can be a part of the host's name.
const url = input({
    accepts: (text) => /^https?:\/\/[^\s/]+\/?$/.test(text),
    allowed: "a URL such as http://consul.example.com:8500",
});

/** A PostgreSQL that runs already. */
export const databaseSchema = z.strictObject({
    host: aText,
    port: aText.optional(),
    database: aText.optional(),
    user: aText.optional(),
    password: aText,
});

/** One schema a role: what `args.ts` says in prose, as rules. */
export const schemas = {
    sbc: z.strictObject({ ...kamailio, hostPort, advertisedAddress }),
    router: z.strictObject({
        ...kamailio,
        autoscale: z
            .strictObject({
                min: wholeNumber(1, 200, "instances"),
                max: wholeNumber(1, 200, "instances"),
                cpuPercent: wholeNumber(1, 100, "percent"),
            })
            .refine(({ min, max }) => min <= max, "a range whose min is not above its max")
            .optional(),
        weight: wholeNumber(1, 100, "shares").optional(),
        authSecret: input({
            accepts: (text) => text.length >= 16,
            allowed: "text of at least 16 characters",
        }).optional(),
    }),
    rtpengine: z.strictObject({
        ...replicated,
        rtpPorts: z
            .strictObject({ first: portNumber, last: portNumber })
            .refine(({ first, last }) => first < last, "a range whose first port is below its last")
            .optional(),
        controlPort: portNumber.optional(),
        httpPort: portNumber.optional(),
        advertisedAddress,
    }),
    routingApi: z.strictObject({ ...replicated, port: portNumber.optional(), hostPort }),
    postgres: z.strictObject({
        ...role,
        port: portNumber.optional(),
        database: name.optional(),
        user: name.optional(),
        password: aText.optional(),
        keepData: flag.optional(),
    }),
    consul: z.strictObject({
        image: role.image,
        cpus: role.cpus,
        memoryMiB: role.memoryMiB,
        servers: z.literal([1, 3, 5], "1, 3 or 5").optional(),
        datacenter: matching(
            (text) => /^[a-z0-9-]{1,63}$/.test(text),
            "a name of lower-case letters, digits and hyphens",
        ).optional(),
        hostPort: portNumber.optional(),
        checkIntervalSeconds: wholeNumber(1, 60, "seconds").optional(),
    }),
} as const;

/** Where something runs. */
export const aTarget = z.custom<C4Args["target"]>(isTarget, "a target such as c4.docker()");

const consulConnection = z.object({ httpAddress: url, agentUrl: url, token: aText.optional() });

/** What runs elsewhere is not described a second time: beside `external`, nothing but what `beside` names. */
function orExternal(own: z.ZodObject, external: z.ZodType, beside: readonly string[]) {
    return own.extend({ external: external.optional() }).superRefine((args, context) => {
        if (args.external === undefined) return;
        for (const [option, value] of Object.entries(args)) {
            if (value === undefined || option === "external" || beside.includes(option)) continue;
            context.addIssue({
                code: "custom",
                path: [option],
                message: "nothing beside external, which runs elsewhere",
            });
        }
    });
}

/** The arguments of a whole platform. */
export const c4Schema = z.strictObject({
    target: aTarget,
    domains: z.array(domainName).optional(),
    peers: z.array(input(isNetwork)).optional(),
    environment: role.environment,
    sbc: schemas.sbc.optional(),
    router: schemas.router.optional(),
    rtpengine: schemas.rtpengine.optional(),
    routingApi: schemas.routingApi.optional(),
    postgres: orExternal(schemas.postgres, databaseSchema, []).optional(),
    consul: orExternal(schemas.consul, consulConnection, ["checkIntervalSeconds"]).optional(),
    testing: flag.optional(),
});

function isTarget(value: unknown): boolean {
    return typeof value === "object" && value !== null && "open" in value && typeof value.open === "function";
}
