// A full platform on each target, as a program of any version of the package declares it: what is recorded of one version is
// what the next one has to go on from. Usage, as a Pulumi program: require("./platforms.cjs")(target, package, folder).

const { chmodSync, writeFileSync } = require("node:fs");
const { join } = require("node:path");

/** In the place of the programs that images are built with: the same on each machine. */
function binaries(folder) {
    const path = join(folder, "program");
    writeFileSync(path, "#!/bin/sh\n");
    chmodSync(path, 0o755);
    return { consul: { path }, consulTemplate: { path } };
}

const hosts = ["edge-1", "core-1", "core-2"].map((name, index) => ({
    name,
    address: `203.0.113.1${index}`,
    hostKey: "ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f",
}));

const targets = {
    docker: (c4, folder) => c4.docker({ subnet: "198.18.0.0/24", binaries: binaries(folder) }),
    kubernetes: (c4, folder) =>
        c4.kubernetes({
            expose: { type: "NodePort", address: "203.0.113.10" },
            registry: { prefix: "registry.example.com/c4" },
            binaries: binaries(folder),
        }),
    vms: (c4, folder) => c4.vms({ hosts, lookForDrift: false, binaries: binaries(folder) }),
};

module.exports = function declare(target, c4, folder) {
    return new c4.C4("edge", {
        target: targets[target](c4, folder),
        domains: ["sip.example.com"],
        peers: ["198.51.100.20/32"],
        environment: { LOG_LEVEL: "2" },
        consul: { servers: target === "docker" ? 1 : 3 },
        postgres: { keepData: false },
        routingApi: { replicas: target === "vms" ? 1 : 2, hostPort: 9600 },
        rtpengine: { replicas: target === "vms" ? 1 : 2 },
        router: { replicas: 2 },
        sbc: { replicas: target === "vms" ? 1 : 2 },
    });
};
