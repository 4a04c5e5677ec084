import { findProblems, type Problem, withDefaults } from "./check.js";
import type { Change } from "./diff.js";
import type { Log } from "./log.js";
import { type Fields, type FieldsValue, type FormerValue, isComplete, isFormer } from "./schema.js";
import type { Properties } from "./values.js";

/** What an operation may use besides its arguments. */
export interface Operation<Client> {
    readonly client: Client;
    /** The resource's own name in the program; empty for a data source. */
    readonly name: string;
    readonly log: Log;
    /** Fires when the engine cancels. */
    readonly signal: AbortSignal;
}

export interface Created {
    readonly id: string;
    /** What only the creation could tell; the inputs are outputs anyway. */
    readonly outputs: Properties;
}

export interface Found {
    readonly id: string;
    readonly outputs: Properties;
    /** The inputs as they really are now: where they differ from the program's, the next preview shows a change. */
    readonly inputs: Properties;
}

/** What the engine records of a resource that was created or updated. */
export interface Made {
    readonly id: string;
    readonly outputs: Properties;
    /** Names of the outputs that are secret. */
    readonly secrets: ReadonlySet<string>;
}

/** The resource exists, but not as it should: the engine keeps it in its state and the next `up` repairs it. */
export class PartialFailure extends Error {
    constructor(
        message: string,
        readonly id: string,
        readonly outputs: Properties,
    ) {
        super(message);
    }
}

export interface Definition<Client, F extends Fields> {
    readonly fields: F;
    /** The property that gets a unique name when the program gives none. */
    readonly autoName?: keyof F & string;
    /** Outputs that are unknown until the resource has been created. */
    readonly computed: readonly string[];
    /** Those of them whose value an update changes, too. */
    readonly recomputed?: readonly string[];
    /** Properties besides {@link fields} are allowed: what is behind the provider knows them, and refuses what is wrong. */
    readonly open?: true;
    /** Outputs that are secret whatever the inputs are. */
    readonly secretOutputs?: readonly string[];
    /** The same, where it depends on the inputs. */
    secretOutputsOf?(values: Properties): readonly string[];
    /** Outputs that any input may show in: they are secret as soon as one input is. */
    readonly tainted?: readonly string[];
    /** Outputs that repeat an input's value under another name, and so share its secrecy. */
    readonly derivedOutputs?: { readonly [output: string]: keyof F & string };
    /** What a preview can tell of the outputs besides: unknown parts within an input that is otherwise known. */
    foresee?(values: Properties): Properties;
    /** Outputs that time alone has made wrong, as of a certificate that ends: they replace, though no input changed. */
    overdue?(state: Properties, news: Properties): readonly string[];
    /** The former inputs as they are to be compared with the new ones, when the state knows better than they do. */
    settled?(olds: Properties, state: Properties, news: Properties): Properties;
    /** What a preview can tell of the outputs of an update, where the state knows more than the inputs do. */
    foreseeUpdate?(news: Properties, state: Properties): Properties;
    /** Completes inputs that passed the checks; `unique` makes a name from the resource's own and some random digits. */
    normalize?(values: Properties, olds: Properties, unique: (digits: number) => string): Properties;
    /** Whether a change deep in a field replaces the resource although a change of the field does not. */
    replaces?(change: Change, news: Properties): boolean;
    /** The former one goes before its successor comes, unless the program says otherwise. */
    readonly deleteBeforeReplace?: true | ((news: Properties) => boolean);
    /** What a field alone cannot tell; values may be unknown or wrong in other ways. */
    validate?(values: Properties): Problem[];
    /** Whether a failed creation is mended by replacing (the default) or by an update. */
    readonly mendByUpdate?: true;
    create(operation: Operation<Client>, inputs: FieldsValue<F>): Promise<Created>;
    /** Undefined when it does not exist any more. `former` is empty when the resource is being imported. */
    read(
        operation: Operation<Client>,
        id: string,
        former: FormerValue<F>,
        state: Properties,
    ): Promise<Found | undefined>;
    update?(
        operation: Operation<Client>,
        id: string,
        inputs: FieldsValue<F>,
        former: FormerValue<F>,
        state: Properties,
    ): Promise<Properties>;
    delete(operation: Operation<Client>, id: string, former: FormerValue<F>, state: Properties): Promise<void>;
}

/** A definition whose field types are hidden behind checks, so that different ones fit in one table. */
export interface Resource<Client> {
    readonly definition: Omit<Definition<Client, Fields>, "create" | "read" | "update" | "delete">;
    readonly canUpdate: boolean;
    /** Tries in a preview what would be refused, without a trace. */
    rehearse?(operation: Operation<Client>, inputs: Properties): Promise<void>;
    create(operation: Operation<Client>, inputs: Properties): Promise<Created>;
    read(operation: Operation<Client>, id: string, former: Properties, state: Properties): Promise<Found | undefined>;
    update(
        operation: Operation<Client>,
        id: string,
        inputs: Properties,
        former: Properties,
        state: Properties,
    ): Promise<Properties>;
    delete(operation: Operation<Client>, id: string, former: Properties, state: Properties): Promise<void>;
}

export function resource<Client, const F extends Fields>(definition: Definition<Client, F>): Resource<Client> {
    const { fields } = definition;
    return {
        definition,
        canUpdate: definition.update !== undefined,
        create: (operation, inputs) => definition.create(operation, complete(fields, inputs)),
        read: (operation, id, former, state) => definition.read(operation, id, formerOf(fields, former), state),
        update: (operation, id, inputs, former, state) => {
            if (!definition.update) throw new Error("this resource cannot be updated, only replaced");
            return definition.update(operation, id, complete(fields, inputs), formerOf(fields, former), state);
        },
        delete: (operation, id, former, state) => definition.delete(operation, id, formerOf(fields, former), state),
    };
}

export interface DataSource<Client> {
    readonly fields: Fields;
    invoke(operation: Operation<Client>, inputs: Properties): Promise<Properties>;
    readonly secretOutputs: readonly string[];
    /** As of a resource. */
    readonly tainted: readonly string[];
}

export function dataSource<Client, const F extends Fields>(definition: {
    readonly fields: F;
    readonly secretOutputs?: readonly string[];
    readonly tainted?: readonly string[];
    invoke(operation: Operation<Client>, inputs: FieldsValue<F>): Promise<Properties>;
}): DataSource<Client> {
    const { fields, secretOutputs = [], tainted = [] } = definition;
    return {
        fields,
        secretOutputs,
        tainted,
        invoke: (operation, inputs) =>
            definition.invoke(operation, complete(fields, withDefaults(fields, inputs).values)),
    };
}

function complete<const F extends Fields>(fields: F, values: Properties): FieldsValue<F> {
    if (isComplete(fields, values)) return values;
    const problems = findProblems(fields, values).map((problem) => problem.reason);
    throw new Error(problems.length > 0 ? problems.join("; ") : "a value that is needed now is still unknown");
}

function formerOf<const F extends Fields>(fields: F, values: Properties): FormerValue<F> {
    if (isFormer(fields, values)) return values;
    const problems = findProblems(fields, values).map((problem) => problem.reason);
    throw new Error(`the state holds inputs that this plugin cannot read: ${problems.join("; ")}`);
}
