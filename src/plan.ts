import * as z from "zod";
import { accepted } from "./arguments/accepted";
import { ArgumentError } from "./arguments/errors";
import { matching } from "./arguments/rules";
import type { SipArgs } from "./arguments/sip";
import { type C4Args, c4Schema } from "./c4-args";
import { ownConsul } from "./roles/consul";
import { roles } from "./roles/index";
import { databaseOf } from "./roles/postgres";
import type { KvFolder, Sip, Topology } from "./topology/model";
import { checkPorts } from "./topology/ports";
import { key, password } from "./topology/references";
import type { SharedValues } from "./topology/shared";

export const platformName = matching(
    (name) => /^[a-z][a-z0-9-]{0,30}$/.test(name),
    "a name of at most 31 lower-case letters, digits and hyphens that starts with a letter",
);

/** What roles are told where nobody says anything of it. */
export const defaultContext = { checkIntervalSeconds: 2, testing: false, sip: { transport: "tls" } } as const;

/** How SBCs and routers speak with each other, as it is said or by default. */
export function sipOf({ sip }: { readonly sip?: SipArgs }): Sip {
    return { transport: sip?.transport ?? defaultContext.sip.transport };
}

/**
 * Everything that a platform will be, before any target has seen it. The same arguments give the same topology.
 *
 * @throws ArgumentError when an argument cannot work.
 */
export function plan(platform: string, given: C4Args): Topology {
    accepted(z.object({ name: platformName }), { name: platform }, "");
    const args = accepted(c4Schema, given, "");
    checkEncryptionKey(args);
    const { consul: { external } = {}, testing = defaultContext.testing } = args;
    const sip = sipOf(args);
    const checkIntervalSeconds = args.consul?.checkIntervalSeconds ?? defaultContext.checkIntervalSeconds;
    const shared = sharedValues(args, sip);
    const workloads = Object.values(roles).flatMap((role) =>
        role.within(args, { argument: role.argument, checkIntervalSeconds, testing, sip, shared }),
    );
    checkPorts(workloads);
    return {
        platform,
        checkIntervalSeconds,
        testing,
        sip,
        workloads,
        kv: platformKv(args),
        settings: args.environment ?? {},
        shared,
        ownConsul: ownConsul(args.consul),
        ...(external === undefined ? {} : { externalConsul: external }),
    };
}

/** A key that is drawn goes with the deployment; what it has encrypted must not stay without it. */
function checkEncryptionKey({ postgres = {}, routingApi = {}, target }: C4Args): void {
    const outlives = postgres.external !== undefined || (postgres.keepData ?? target.keepsStorage);
    if (!outlives || routingApi.encryptionKey !== undefined) return;
    const why =
        postgres.external === undefined ? "which is kept when the platform is taken down" : "which runs elsewhere";
    throw new ArgumentError(
        "routingApi.encryptionKey",
        undefined,
        `the key of the passwords in the database, ${why}: 32 random bytes in base64, as a secret. Of a platform that runs without one it is in \`pulumi stack export --show-secrets\`, as <platform>-encryption-key; a new one is made by \`pulumi config set --secret encryptionKey "$(openssl rand -base64 32)"\``,
    );
}

function sharedValues({ postgres = {}, router = {}, routingApi = {} }: C4Args, sip: Sip): SharedValues {
    return {
        authSecret: router.authSecret ?? password("router-auth-secret"),
        encryptionKey: routingApi.encryptionKey ?? key("encryption-key"),
        administratorToken: routingApi.administratorToken ?? password("administrator-token"),
        kamailioToken: routingApi.kamailioToken ?? password("kamailio-token"),
        database: databaseOf(postgres, sip),
    };
}

/** What the whole platform keeps in KV. */
function platformKv({ domains = [], environment = {}, peers = [] }: C4Args): KvFolder[] {
    return [
        { path: "env/all", entries: environment },
        { path: "domains", entries: Object.fromEntries(domains.map((domain) => [domain, domain])) },
        { path: "config", entries: peers.length === 0 ? {} : { peers: { words: peers } } },
    ];
}
