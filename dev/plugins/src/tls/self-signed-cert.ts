import { resource } from "../frame/resource.js";
import { flag, text } from "../frame/schema.js";
import { certificateFields, hasKeyId, issue, keyIdOf } from "./certificate.js";
import { SigningKey } from "./keys.js";
import { alternativeNamesOf, nameFields, nameOf, nameProblems } from "./names.js";
import { certificateLife, certificateProblems } from "./renewal.js";

const replace = true;

export const selfSignedCert = resource({
    ...certificateLife,
    fields: {
        ...certificateFields,
        ...nameFields,
        privateKeyPem: { shape: text, required: true, replace },
        setAuthorityKeyId: { shape: flag, default: false, replace },
    },
    computed: [...certificateLife.computed, "keyAlgorithm"],
    secretOutputs: ["privateKeyPem"],
    validate: (values) => [...certificateProblems(values), ...nameProblems(values)],
    create: async (_operation, inputs) => {
        const key = SigningKey.read(inputs.privateKeyPem, "privateKeyPem");
        const { publicKey } = key;
        if (inputs.setAuthorityKeyId && !hasKeyId(inputs)) {
            throw new Error(
                "setAuthorityKeyId is true and the certificate has no key identifier; allowed with isCaCertificate or setSubjectKeyId",
            );
        }
        const subject = nameOf(inputs.subject);
        const holder = { subject, alternativeNames: alternativeNamesOf(inputs), publicKey };
        const keyId = inputs.setAuthorityKeyId ? keyIdOf(publicKey) : undefined;
        const { id, outputs } = issue(inputs, holder, { name: subject, key, keyId });
        return { id, outputs: { ...outputs, keyAlgorithm: key.algorithm } };
    },
});
