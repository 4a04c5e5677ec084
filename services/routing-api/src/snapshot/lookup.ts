/** A row that is kept in memory. */
export interface Row {
    readonly id: number;
}

/** What a table keeps in step with its rows. */
export interface Index<R extends Row> {
    add(row: R): void;
    remove(row: R): void;
}

/** Rows by a key that follows from the row, each list in id order: the lowest id is what breaks ties in routing. */
export class Lookup<R extends Row, K> implements Index<R> {
    readonly #lists = new Map<K, R[]>();

    constructor(readonly keysOf: (row: R) => readonly K[]) {}

    get(key: K): readonly R[] {
        return this.#lists.get(key) ?? [];
    }

    add(row: R): void {
        for (const key of new Set(this.keysOf(row))) {
            const list = this.#lists.get(key);
            if (list === undefined) this.#lists.set(key, [row]);
            else list.splice(positionOf(list, row.id), 0, row);
        }
    }

    remove(row: R): void {
        for (const key of new Set(this.keysOf(row))) {
            const list = this.#lists.get(key);
            if (list === undefined) continue;
            const at = positionOf(list, row.id);
            if (list[at] !== row) continue;
            list.splice(at, 1);
            if (list.length === 0) this.#lists.delete(key);
        }
    }
}

/** The lowest row of each owner under a key: however many rows an owner puts there, the others' are found as fast. */
export class FirstOfEach<R extends Row, K> implements Index<R> {
    readonly #owners = new Map<K, Map<string, R[]>>();

    constructor(
        readonly keysOf: (row: R) => readonly K[],
        readonly ownerOf: (row: R) => string,
    ) {}

    get(key: K): readonly R[] {
        return [...(this.#owners.get(key)?.values() ?? [])].flatMap((rows) => rows[0] ?? []);
    }

    add(row: R): void {
        for (const key of new Set(this.keysOf(row))) {
            const owners = this.#owners.get(key) ?? new Map<string, R[]>();
            this.#owners.set(key, owners);
            const list = owners.get(this.ownerOf(row));
            if (list === undefined) owners.set(this.ownerOf(row), [row]);
            else list.splice(positionOf(list, row.id), 0, row);
        }
    }

    remove(row: R): void {
        for (const key of new Set(this.keysOf(row))) {
            const owners = this.#owners.get(key);
            const list = owners?.get(this.ownerOf(row));
            if (owners === undefined || list === undefined) continue;
            const at = positionOf(list, row.id);
            if (list[at] === row) list.splice(at, 1);
            if (list.length === 0) owners.delete(this.ownerOf(row));
            if (owners.size === 0) this.#owners.delete(key);
        }
    }
}

/** Which lengths networks have, so that an address is looked up as a member of these alone. */
export class NetworkLengths<R extends Row> implements Index<R> {
    readonly #counts = new Map<number, number>();
    #lengths: readonly number[] = [];

    constructor(readonly networksOf: (row: R) => readonly string[]) {}

    /** The networks that the address may be in, the narrowest first: the address itself, then wider ones. */
    around(address: string): readonly string[] {
        return this.#lengths.flatMap((length) => (length <= address.length ? [address.slice(0, length)] : []));
    }

    add(row: R): void {
        this.#count(row, 1);
    }

    remove(row: R): void {
        this.#count(row, -1);
    }

    #count(row: R, change: number): void {
        for (const { length } of this.networksOf(row)) {
            const count = (this.#counts.get(length) ?? 0) + change;
            if (count > 0) this.#counts.set(length, count);
            else this.#counts.delete(length);
            if (count === (change > 0 ? 1 : 0)) this.#lengths = [...this.#counts.keys()].sort((a, b) => b - a);
        }
    }
}

/** Where a row of this id belongs; rows mostly arrive in id order, so the end is tried first. */
function positionOf(list: readonly Row[], id: number): number {
    const last = list.at(-1);
    if (last === undefined || last.id < id) return list.length;
    let low = 0;
    let high = list.length;
    while (low < high) {
        const middle = (low + high) >> 1;
        if ((list[middle]?.id ?? Number.POSITIVE_INFINITY) < id) low = middle + 1;
        else high = middle;
    }
    return low;
}
