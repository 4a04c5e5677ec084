import { isDeepStrictEqual } from "node:util";
import { findProblems, isInternal, type Problem, withDefaults } from "./check.js";
import { type Change, findChanges } from "./diff.js";
import { messageOf } from "./failure.js";
import type { LogFor } from "./log.js";
import { defaultsName, formerAutoName, nameOf, newName, typeOf } from "./names.js";
import { type DataSource, type Made, type Operation, PartialFailure, type Resource } from "./resource.js";
import type { Fields, Shape } from "./schema.js";
import { hideSecrets, type Properties, type Received, unknown, type Value, type WireRules } from "./values.js";

export interface ProviderDefinition<Client> {
    readonly name: string;
    /** The version of the official plugin that this one stands in for. */
    readonly version: string;
    readonly config: Fields;
    readonly wire?: WireRules;
    configure(config: Properties): Client;
    /** By type token, for instance `docker:index/container:Container`. */
    readonly resources: { readonly [token: string]: Resource<Client> };
    /** The resource of a type that the table does not have, where types are beyond counting. */
    resourceOf?(token: string): Resource<Client> | undefined;
    readonly dataSources: { readonly [token: string]: DataSource<Client> };
}

export interface Checked {
    readonly inputs: Properties;
    readonly secrets: ReadonlySet<string>;
    readonly problems: Problem[];
}

export interface Diffed {
    readonly changes: Change[];
    readonly replaces: readonly string[];
    readonly deleteBeforeReplace: boolean;
    /** Something has to be done although no input changed: the last attempt failed. */
    readonly mend: boolean;
}

/** A partial failure as the engine is to hear of it. */
export class Unfinished extends Error {
    constructor(
        message: string,
        readonly made: Made,
    ) {
        super(message);
    }
}

const failedName = "__failed";

// The engine puts these among a provider's inputs.
const engineConfigNames: ReadonlySet<string> = new Set(["version", "pluginDownloadURL"]);

const autoNameDigits = 7;

/** What the engine asks of a provider, free of the wire format. */
export class Provider<Client> {
    private client: Client | undefined;

    constructor(
        private readonly definition: ProviderDefinition<Client>,
        private readonly logFor: LogFor,
    ) {}

    checkConfig(news: Received): Checked {
        return {
            inputs: news.values,
            secrets: news.secrets,
            problems: findProblems(this.definition.config, parseConfig(this.definition.config, news.values)),
        };
    }

    diffConfig(olds: Received, news: Received): Diffed {
        const changes = findChanges(this.definition.config, olds.values, news.values);
        return { changes, replaces: [], deleteBeforeReplace: false, mend: false };
    }

    configure(args: Received): void {
        const { config } = this.definition;
        this.client = this.definition.configure(withDefaults(config, parseConfig(config, args.values)).values);
    }

    check(urn: string, olds: Properties, news: Received, seed: Uint8Array): Checked {
        const { fields, autoName, validate, open, normalize } = this.resourceOf(urn).definition;
        const problems = findProblems(fields, open ? only(news.values, (name) => name in fields) : news.values);
        if (problems.length > 0) return { inputs: news.values, secrets: news.secrets, problems };
        const { values, defaulted } = withDefaults(fields, news.values);
        if (autoName && values[autoName] === undefined) {
            values[autoName] = formerAutoName(olds, autoName) ?? newName(urn, seed, autoNameDigits);
            defaulted.push(autoName);
        }
        if (defaulted.length > 0) values[defaultsName] = defaulted.sort();
        const complete = normalize?.(values, olds, (digits) => newName(urn, seed, digits)) ?? values;
        return { inputs: complete, secrets: news.secrets, problems: validate?.(complete) ?? [] };
    }

    diff(urn: string, state: Properties, olds: Properties, news: Properties): Diffed {
        const { definition, canUpdate } = this.resourceOf(urn);
        const settled = definition.settled?.(olds, state, news) ?? olds;
        const declared = new Set(findChanges(definition.fields, olds, news).map(({ path }) => path));
        const changed = findChanges(definition.fields, settled, news).map((change) => ({
            ...change,
            replace: change.replace || !canUpdate || definition.replaces?.(change, news) === true,
            ofState: !declared.has(change.path),
        }));
        const overdue = (definition.overdue?.(state, news) ?? []).map(
            (property): Change => ({ path: property, property, kind: "update", replace: true, ofState: true }),
        );
        const changes: Change[] = [...changed, ...overdue];
        const { deleteBeforeReplace = false } = definition;
        const failed = state[failedName] !== undefined;
        const replaces = changes.filter((change) => change.replace).map((change) => change.property);
        if (failed && !definition.mendByUpdate) replaces.push(failedName);
        return {
            changes,
            replaces: [...new Set(replaces)],
            deleteBeforeReplace:
                typeof deleteBeforeReplace === "function" ? deleteBeforeReplace(news) : deleteBeforeReplace,
            mend: failed,
        };
    }

    async create(urn: string, inputs: Received, preview: boolean, signal: AbortSignal): Promise<Made> {
        const resource = this.resourceOf(urn);
        const secrets = outputSecrets(resource, inputs, undefined);
        if (preview) {
            const { computed, foresee } = resource.definition;
            await resource.rehearse?.(this.operation(urn, inputs, signal), inputs.values);
            const outputs = { ...unknowns(computed), ...shown(inputs.values), ...foresee?.(inputs.values) };
            return { id: "", outputs, secrets };
        }
        const made = await this.guarded(resource, inputs, () =>
            resource.create(this.operation(urn, inputs, signal), inputs.values),
        );
        return { id: made.id, outputs: { ...shown(inputs.values), ...made.outputs }, secrets };
    }

    async read(
        urn: string,
        id: string,
        former: Received,
        state: Received,
        signal: AbortSignal,
    ): Promise<(Made & { readonly inputs: Properties }) | undefined> {
        const resource = this.resourceOf(urn);
        const found = await resource.read(this.operation(urn, state, signal), id, former.values, state.values);
        if (!found) return undefined;
        const kept = only(former.values, isInternal);
        const failure = only(state.values, (name) => name === failedName);
        return {
            id: found.id,
            outputs: { ...shown(found.inputs), ...found.outputs, ...failure },
            inputs: { ...kept, ...found.inputs },
            secrets: outputSecrets(resource, former, state),
        };
    }

    async update(
        urn: string,
        id: string,
        news: Received,
        former: Received,
        state: Received,
        preview: boolean,
        signal: AbortSignal,
    ): Promise<Made> {
        const resource = this.resourceOf(urn);
        const { computed, recomputed = [] } = resource.definition;
        const secrets = outputSecrets(resource, news, state);
        const kept = only(state.values, (name) => computed.includes(name));
        if (preview) {
            // An input that stays as it is leaves its output as it was, which may say more than the input does.
            const same = only(state.values, (name) => isDeepStrictEqual(former.values[name], news.values[name]));
            await resource.rehearse?.(this.operation(urn, news, signal), news.values);
            const foreseen = resource.definition.foreseeUpdate?.(news.values, state.values);
            const outputs = { ...shown(news.values), ...same, ...kept, ...unknowns(recomputed), ...foreseen };
            return { id, outputs: shown(outputs), secrets };
        }
        const outputs = await this.guarded(resource, news, () =>
            resource.update(this.operation(urn, news, signal), id, news.values, former.values, state.values),
        );
        return { id, outputs: { ...kept, ...shown(news.values), ...outputs }, secrets };
    }

    async delete(urn: string, id: string, former: Received, state: Received, signal: AbortSignal): Promise<void> {
        const operation = this.operation(urn, state, signal);
        await this.resourceOf(urn).delete(operation, id, former.values, state.values);
    }

    async invoke(
        token: string,
        args: Received,
        signal: AbortSignal,
    ): Promise<{ outputs: Properties; secrets: ReadonlySet<string>; problems: Problem[] }> {
        const source = this.definition.dataSources[token];
        if (!source) throw new Error(this.unknownToken("data source", token, Object.keys(this.definition.dataSources)));
        const problems = findProblems(source.fields, args.values);
        if (problems.length > 0) return { outputs: {}, secrets: new Set(), problems };
        const outputs = await source.invoke(this.operation("", args, signal), args.values);
        const tainted = args.secrets.size > 0 ? source.tainted : [];
        return { outputs, secrets: new Set([...args.secrets, ...source.secretOutputs, ...tainted]), problems };
    }

    private resourceOf(urn: string): Resource<Client> {
        const token = typeOf(urn);
        const resource = this.definition.resources[token] ?? this.definition.resourceOf?.(token);
        if (!resource) throw new Error(this.unknownToken("resource", token, Object.keys(this.definition.resources)));
        return resource;
    }

    private unknownToken(what: string, token: string, known: string[]): string {
        return `the stand-in for Pulumi's ${this.definition.name} plugin does not have the ${what} ${token}; it has ${known.join(", ")}. Install the official plugin, or add the type to dev/plugins`;
    }

    private operation(urn: string, received: Received, signal: AbortSignal): Operation<Client> {
        if (this.client === undefined) throw new Error(`the ${this.definition.name} provider was not configured`);
        const log = this.logFor(urn, (message) => hideSecrets(message, received.secretTexts));
        return { client: this.client, name: nameOf(urn), log, signal };
    }

    /** Marks what a partial failure leaves behind, so that the next diff mends it. */
    private async guarded<T>(resource: Resource<Client>, inputs: Received, run: () => Promise<T>): Promise<T> {
        try {
            return await run();
        } catch (error) {
            if (!(error instanceof PartialFailure)) throw error;
            const message = hideSecrets(messageOf(error), inputs.secretTexts);
            const outputs = { ...shown(inputs.values), ...error.outputs };
            if (!resource.definition.mendByUpdate) outputs[failedName] = message;
            throw new Unfinished(message, {
                id: error.id,
                outputs,
                secrets: outputSecrets(resource, inputs, undefined),
            });
        }
    }
}

/** Provider arguments arrive as JSON texts when they are no strings. */
function parseConfig(config: Fields, values: Properties): Properties {
    const parsed: Properties = {};
    for (const [name, value] of Object.entries(values)) {
        const shape = config[name]?.shape;
        if (isInternal(name) || engineConfigNames.has(name)) continue;
        parsed[name] = shape && typeof value === "string" ? parseConfigValue(shape, value) : value;
    }
    return parsed;
}

function parseConfigValue(shape: Shape, value: string): Value {
    if (shape.kind === "text") return value;
    try {
        const parsed: Value = JSON.parse(value);
        return parsed;
    } catch {
        // Not JSON: the check that follows names the property and says what it must be.
        return value;
    }
}

function only(values: Properties, isWanted: (name: string) => boolean): Properties {
    return Object.fromEntries(Object.entries(values).filter(([name]) => isWanted(name)));
}

function shown(values: Properties): Properties {
    return only(values, (name) => !isInternal(name));
}

function unknowns(names: readonly string[]): Properties {
    return Object.fromEntries(names.map((name): [string, Value] => [name, unknown]));
}

function outputSecrets<Client>(
    resource: Resource<Client>,
    inputs: Received,
    state: Received | undefined,
): ReadonlySet<string> {
    const { secretOutputs = [], tainted = [], derivedOutputs = {} } = resource.definition;
    const own = resource.definition.secretOutputsOf?.(inputs.values) ?? [];
    const secrets = new Set([...inputs.secrets, ...(state?.secrets ?? []), ...secretOutputs, ...own]);
    if (inputs.secrets.size > 0) for (const output of tainted) secrets.add(output);
    for (const [output, source] of Object.entries(derivedOutputs)) {
        if (secrets.has(source)) secrets.add(output);
    }
    return secrets;
}
