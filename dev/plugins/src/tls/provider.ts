import type { ProviderDefinition } from "../frame/provider.js";
import { certRequest } from "./cert-request.js";
import { locallySignedCert } from "./locally-signed-cert.js";
import { privateKey } from "./private-key.js";
import { selfSignedCert } from "./self-signed-cert.js";

export const tls: ProviderDefinition<object> = {
    name: "tls",
    version: "5.6.1",
    config: {},
    configure: () => ({}),
    resources: {
        "tls:index/certRequest:CertRequest": certRequest,
        "tls:index/locallySignedCert:LocallySignedCert": locallySignedCert,
        "tls:index/privateKey:PrivateKey": privateKey,
        "tls:index/selfSignedCert:SelfSignedCert": selfSignedCert,
    },
    dataSources: {},
};
