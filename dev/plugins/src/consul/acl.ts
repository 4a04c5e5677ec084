import { z } from "zod";
import { dataSource, type Operation, resource } from "../frame/resource.js";
import { type FieldsValue, type FormerValue, flag, list, object, set, text } from "../frame/schema.js";
import type { Properties } from "../frame/values.js";
import { type ConsulClient, ConsulError } from "./client.js";
import { placeQuery } from "./place.js";

const replace = true;

const policyFields = {
    name: { shape: text },
    description: { shape: text },
    rules: { shape: text, required: true },
    datacenters: { shape: set(text) },
    namespace: { shape: text, replace },
    partition: { shape: text, replace },
} as const;

const tokenFields = {
    accessorId: { shape: text, replace },
    description: { shape: text },
    policies: { shape: set(text) },
    roles: { shape: set(text) },
    serviceIdentities: {
        shape: list(object({ serviceName: { shape: text, required: true }, datacenters: { shape: list(text) } })),
    },
    nodeIdentities: {
        shape: list(object({ nodeName: { shape: text, required: true }, datacenter: { shape: text, required: true } })),
    },
    templatedPolicies: {
        shape: list(
            object({
                templateName: { shape: text, required: true },
                templateVariables: { shape: object({ name: { shape: text } }) },
                datacenters: { shape: list(text) },
            }),
        ),
    },
    local: { shape: flag, default: false, replace },
    expirationTime: { shape: text, replace },
    namespace: { shape: text, replace },
    partition: { shape: text, replace },
} as const;

type Consul = Operation<ConsulClient>;
type Policy = FieldsValue<typeof policyFields>;
type Token = FieldsValue<typeof tokenFields>;
type FormerPolicy = FormerValue<typeof policyFields>;
type FormerToken = FormerValue<typeof tokenFields>;
type Place = { namespace?: string; partition?: string };

const link = z.object({ Name: z.string() });
const policyAnswer = z.object({
    ID: z.string(),
    Name: z.string(),
    Description: z.string().default(""),
    Rules: z.string().default(""),
    Datacenters: z.array(z.string()).nullish(),
});
const tokenAnswer = z.object({
    AccessorID: z.string(),
    SecretID: z.string(),
    Description: z.string().default(""),
    Local: z.boolean().default(false),
    Policies: z.array(link).nullish(),
    Roles: z.array(link).nullish(),
    ServiceIdentities: z
        .array(z.object({ ServiceName: z.string(), Datacenters: z.array(z.string()).nullish() }))
        .nullish(),
    NodeIdentities: z.array(z.object({ NodeName: z.string(), Datacenter: z.string() })).nullish(),
});

async function getAcl(operation: Consul, path: string, place: Place): Promise<unknown> {
    const answer = await operation.client.ask(operation, { method: "GET", path, query: placeQuery(place) });
    // Consul says 403 and "ACL not found" to a token of its own that it does not know.
    if (answer.status === 404 || /ACL not found|not found/i.test(answer.body)) return undefined;
    if (answer.status !== 200)
        throw new ConsulError(`Consul answered ${answer.status} to GET ${path}: ${answer.body.trim()}`, answer.status);
    return JSON.parse(answer.body);
}

async function putAcl(operation: Consul, path: string, place: Place, body: object): Promise<unknown> {
    const request = { method: "PUT", path, query: placeQuery(place), body: JSON.stringify(body) } as const;
    return JSON.parse((await operation.client.demand(operation, request)).body);
}

async function deleteAcl(operation: Consul, path: string, place: Place): Promise<void> {
    const answer = await operation.client.ask(operation, { method: "DELETE", path, query: placeQuery(place) });
    if (answer.status === 200 || answer.status === 404) return;
    throw new ConsulError(`Consul answered ${answer.status} to DELETE ${path}: ${answer.body.trim()}`, answer.status);
}

function policyBody({ name, description, rules, datacenters }: Policy): object {
    return { Name: name, Description: description, Rules: rules, Datacenters: datacenters };
}

export const aclPolicy = resource({
    fields: policyFields,
    autoName: "name",
    computed: [],
    create: async (operation: Consul, inputs) => {
        const made = policyAnswer.parse(await putAcl(operation, "/v1/acl/policy", inputs, policyBody(inputs)));
        return { id: made.ID, outputs: {} };
    },
    read: async (operation, id, former: FormerPolicy) => {
        const raw = await getAcl(operation, `/v1/acl/policy/${id}`, former);
        if (raw === undefined) return undefined;
        const policy = policyAnswer.parse(raw);
        const inputs: Properties = { ...former, name: policy.Name, rules: policy.Rules };
        if (former.description !== undefined || policy.Description !== "") inputs.description = policy.Description;
        if (former.datacenters || policy.Datacenters) inputs.datacenters = policy.Datacenters ?? [];
        return { id, outputs: {}, inputs };
    },
    update: async (operation, id, inputs) => {
        await putAcl(operation, `/v1/acl/policy/${id}`, inputs, { ID: id, ...policyBody(inputs) });
        return {};
    },
    delete: async (operation, id, former) => deleteAcl(operation, `/v1/acl/policy/${id}`, former),
});

function tokenBody(inputs: Token): object {
    return {
        AccessorID: inputs.accessorId,
        Description: inputs.description,
        Local: inputs.local,
        ExpirationTime: inputs.expirationTime,
        Policies: inputs.policies?.map((Name) => ({ Name })),
        Roles: inputs.roles?.map((Name) => ({ Name })),
        ServiceIdentities: inputs.serviceIdentities?.map(({ serviceName, datacenters }) => ({
            ServiceName: serviceName,
            Datacenters: datacenters,
        })),
        NodeIdentities: inputs.nodeIdentities?.map(({ nodeName, datacenter }) => ({
            NodeName: nodeName,
            Datacenter: datacenter,
        })),
        TemplatedPolicies: inputs.templatedPolicies?.map(({ templateName, templateVariables, datacenters }) => ({
            TemplateName: templateName,
            TemplateVariables: templateVariables && { Name: templateVariables.name },
            Datacenters: datacenters,
        })),
    };
}

/** What was declared of a token, as it is now: other things may be attached to it by other resources. */
function tokenInputs(former: FormerToken, token: z.infer<typeof tokenAnswer>): Properties {
    const names = (links: z.infer<typeof link>[] | null | undefined): string[] => (links ?? []).map(({ Name }) => Name);
    return {
        ...former,
        local: token.Local,
        ...(former.description !== undefined && { description: token.Description }),
        ...(former.policies && { policies: names(token.Policies) }),
        ...(former.roles && { roles: names(token.Roles) }),
        ...(former.serviceIdentities && {
            serviceIdentities: (token.ServiceIdentities ?? []).map(({ ServiceName, Datacenters }) => ({
                serviceName: ServiceName,
                ...(Datacenters && { datacenters: Datacenters }),
            })),
        }),
        ...(former.nodeIdentities && {
            nodeIdentities: (token.NodeIdentities ?? []).map(({ NodeName, Datacenter }) => ({
                nodeName: NodeName,
                datacenter: Datacenter,
            })),
        }),
    };
}

export const aclToken = resource({
    fields: tokenFields,
    computed: ["accessorId"],
    create: async (operation: Consul, inputs) => {
        const made = tokenAnswer.parse(await putAcl(operation, "/v1/acl/token", inputs, tokenBody(inputs)));
        return { id: made.AccessorID, outputs: { accessorId: made.AccessorID } };
    },
    read: async (operation, id, former: FormerToken) => {
        const raw = await getAcl(operation, `/v1/acl/token/${id}`, former);
        if (raw === undefined) return undefined;
        return { id, outputs: { accessorId: id }, inputs: tokenInputs(former, tokenAnswer.parse(raw)) };
    },
    update: async (operation, id, inputs) => {
        await putAcl(operation, `/v1/acl/token/${id}`, inputs, { ...tokenBody(inputs), AccessorID: id });
        return { accessorId: id };
    },
    delete: async (operation, id, former) => deleteAcl(operation, `/v1/acl/token/${id}`, former),
});

async function setPolicies(operation: Consul, tokenId: string, change: (names: string[]) => string[]): Promise<void> {
    const path = `/v1/acl/token/${tokenId}`;
    const raw = await getAcl(operation, path, {});
    if (raw === undefined) throw new Error(`there is no ACL token with the accessor ${tokenId}`);
    // The rest of the token goes back as it came.
    const whole = z.record(z.string(), z.unknown()).parse(raw);
    const names = (tokenAnswer.parse(raw).Policies ?? []).map(({ Name }) => Name);
    await putAcl(operation, path, {}, { ...whole, Policies: change(names).map((Name) => ({ Name })) });
}

export const aclTokenPolicyAttachment = resource({
    fields: { tokenId: { shape: text, required: true, replace }, policy: { shape: text, required: true, replace } },
    computed: [],
    create: async (operation: Consul, { tokenId, policy }) => {
        await setPolicies(operation, tokenId, (names) => {
            if (names.includes(policy)) throw new Error(`policy ${policy} is attached to token ${tokenId} already`);
            return [...names, policy];
        });
        return { id: `${tokenId}:${policy}`, outputs: {} };
    },
    read: async (operation, id) => {
        const colon = id.indexOf(":");
        const [tokenId, policy] = [id.slice(0, colon), id.slice(colon + 1)];
        const raw = await getAcl(operation, `/v1/acl/token/${tokenId}`, {});
        const attached =
            raw !== undefined && (tokenAnswer.parse(raw).Policies ?? []).some(({ Name }) => Name === policy);
        return attached ? { id, outputs: {}, inputs: { tokenId, policy } } : undefined;
    },
    delete: async (operation, _id, { tokenId = "", policy = "" }) => {
        await setPolicies(operation, tokenId, (names) => names.filter((name) => name !== policy));
    },
});

export const getAclTokenSecretId = dataSource({
    fields: { accessorId: { shape: text, required: true }, namespace: { shape: text }, partition: { shape: text } },
    secretOutputs: ["secretId"],
    invoke: async (operation: Consul, inputs) => {
        const raw = await getAcl(operation, `/v1/acl/token/${inputs.accessorId}`, inputs);
        if (raw === undefined) throw new Error(`there is no ACL token with the accessor ${inputs.accessorId}`);
        const { accessorId, namespace, partition } = inputs;
        return {
            id: accessorId,
            accessorId,
            secretId: tokenAnswer.parse(raw).SecretID,
            encryptedSecretId: "",
            ...(namespace && { namespace }),
            ...(partition && { partition }),
        };
    },
});
