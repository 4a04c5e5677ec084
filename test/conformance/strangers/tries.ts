/** What a stranger tries at an instance of a role, and how he is refused where nothing on the way keeps him off. */
export interface Try {
    readonly role: string;
    /** Instances of which workload, where a role has several. */
    readonly workload?: string;
    readonly what: string;
    /** A shell script that prints what he is told, and nothing where he is told nothing. */
    readonly script: (address: string) => string;
    readonly refusal: RegExp;
}

/** How he is refused by silence: nothing comes back. */
export const silence = /^$/;

const curl = "curl --silent --show-error --insecure --max-time 4 --output - --write-out ' %{http_code}'";
/** By HTTP. What did not even connect is silence. */
const http = (path: (address: string) => string) => (address: string) =>
    `${curl} ${path(address)} 2>&1 | tr '\\n' ' ' | grep -v 'curl: (28)'`;
/** By one datagram. */
const datagram = (port: number, text: string) => (address: string) =>
    `exec 3<>/dev/udp/${address}/${port}; env printf '${text}' >&3; timeout 3 dd bs=4096 count=1 <&3 2>/dev/null | tr '\\r\\n' '  '`;
/** By TLS: the alert that ends it, or a reply to what was sent. */
const tls = (port: number, options: string, text: string) => (address: string) =>
    `{ env printf '${text}'; sleep 2; } | timeout 6 openssl s_client -quiet ${options} -connect ${address}:${port} 2>&1 |
        grep -Eo 'alert [a-z ]+|SIP/2.0 [0-9]+' | head -n 1`;

const request = (method: string, transport: string) =>
    `${[
        `${method} sip:ping@router.invalid SIP/2.0`,
        `Via: SIP/2.0/${transport} sbc.invalid;rport;branch=z9hG4bK-stranger`,
        "From: <sip:c4@sbc.invalid>;tag=1",
        "To: <sip:ping@router.invalid>",
        "Call-ID: stranger",
        `CSeq: 1 ${method}`,
        "Max-Forwards: 10",
        // As an SBC would have it.
        "Contact: <sip:sbc.invalid>",
        "X-Attempt: 1",
        "Content-Length: 0",
    ]
        .map((line) => `${line}\\r\\n`)
        .join("")}\\r\\n`;

const notFound = / 404 ?$/;
/** What Consul says to whoever has no token: an error, or a list of nothing. */
const nothingToSee = /Permission denied.* 403 ?$|^(\[\]|\{\}) 200 ?$/;
const alert = (what: string) => new RegExp(`^alert ${what}`);
const ownCertificate = "-cert /cert.pem -key /key.pem";

const sipDoors = ["router", "sbc"].flatMap((role): Try[] => [
    {
        role,
        what: "Kamailio's RPC",
        script: http(
            (address) => `--data '{"jsonrpc":"2.0","method":"core.version","id":1}' http://${address}:8000/rpc`,
        ),
        refusal: notFound,
    },
    {
        role,
        what: "SIP with forged headers and no certificate",
        script: tls(5061, "", request("INVITE", "TLS")),
        refusal: alert("certificate required"),
    },
    {
        role,
        what: "SIP with a certificate that he signed himself as an SBC's",
        script: tls(5061, ownCertificate, request("INVITE", "TLS")),
        refusal: alert("unknown ca"),
    },
]);

const leaf = "a router's certificate with its key";
const consulDoors = [
    ["what is in KV", "/v1/kv/?recurse"],
    [leaf, "/v1/agent/connect/ca/leaf/router"],
    ["who is in the catalogue", "/v1/catalog/services"],
    ["what a service's instances are", "/v1/health/service/postgres"],
].flatMap(([what = "", path = ""]): Try[] => [
    {
        role: "consul",
        workload: "consul-server",
        what,
        script: http((address) => `https://${address}:8501${path}`),
        refusal: nothingToSee,
    },
    {
        role: "consul",
        workload: "consul-agent",
        what,
        script: http((address) => `https://${address}:8501${path}`),
        refusal: /certificate required/,
    },
]);

/** What a stranger tries at each instance of a role. */
export const tries: readonly Try[] = [
    ...sipDoors,
    {
        role: "router",
        what: "SIP by UDP, as from an SBC",
        script: datagram(5060, request("INVITE", "UDP")),
        refusal: silence,
    },
    {
        role: "rtpengine",
        what: "the HTTP way to end calls",
        script: http((address) => `--data 'list totals' http://${address}:2225/cli`),
        refusal: notFound,
    },
    {
        role: "rtpengine",
        what: "NG by HTTP",
        script: http((address) => `--data '1 d7:command4:pinge' http://${address}:2225/ng`),
        refusal: notFound,
    },
    {
        role: "postgres",
        what: "a guessed password",
        script: (address) =>
            `PGPASSWORD=c4 PGCONNECT_TIMEOUT=3 psql --host ${address} --username c4 --dbname c4 --command 'select 1' 2>&1 |
                tr '\\n' ' ' | grep -v 'timeout expired'`,
        refusal: /password authentication failed|no pg_hba.conf entry|certificate/,
    },
    ...consulDoors,
];

/** A certificate's key, of Consul's servers. */
export const leafOfServer = tries.find(({ what, workload }) => what === leaf && workload === "consul-server");

/** NG, which knows neither TLS nor a password. */
export const ngTries: readonly Try[] = ["ping", "list"].map((command) => ({
    role: "rtpengine",
    what: `NG, ${command}`,
    // RTPengine answers the same cookie with the same answer for a while.
    script: datagram(22222, `${command} d7:command4:${command}e`),
    refusal: silence,
}));

/** The routing API, whose port is not for strangers, either. */
export const apiTries: readonly Try[] = [
    { what: "a carrier's password, without a token", options: "" },
    { what: "a carrier's password, with somebody else's token", options: "--header 'Authorization: Bearer stranger' " },
].map(({ what, options }) => ({
    role: "routing-api",
    what,
    script: http((address) => `${options}http://${address}:9600/1.0/carrier_trunks`),
    refusal: silence,
}));
