/** A row that is kept in memory. */
export interface Row {
    readonly id: number;
}

/** Rows by a key that follows from the row, each list in id order: the lowest id is what breaks ties in routing. */
export class Lookup<R extends Row, K> {
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

    clear(): void {
        this.#lists.clear();
    }

    remove(row: R): void {
        for (const key of new Set(this.keysOf(row))) {
            const list = this.#lists.get(key);
            const at = list?.indexOf(row) ?? -1;
            if (list === undefined || at < 0) continue;
            list.splice(at, 1);
            if (list.length === 0) this.#lists.delete(key);
        }
    }
}

/** One table in memory, with its look-ups. */
export class Table<R extends Row> {
    readonly #rows = new Map<number, R>();
    readonly #lookups: Pick<Lookup<R, unknown>, "add" | "remove" | "clear">[] = [];

    lookup<K>(keysOf: (row: R) => readonly K[]): Lookup<R, K> {
        const lookup = new Lookup(keysOf);
        this.#lookups.push(lookup);
        return lookup;
    }

    get(id: number): R | undefined {
        return this.#rows.get(id);
    }

    /** All rows, in no order. */
    all(): IterableIterator<R> {
        return this.#rows.values();
    }

    /** Puts the rows that were found in the place of those with the ids that were looked for; "all" means the whole table. */
    apply(ids: readonly number[] | "all", found: readonly R[]): void {
        if (ids === "all") this.#clear();
        else for (const id of ids) this.#remove(id);
        for (const row of found) {
            this.#rows.set(row.id, row);
            for (const lookup of this.#lookups) lookup.add(row);
        }
    }

    #clear(): void {
        this.#rows.clear();
        for (const lookup of this.#lookups) lookup.clear();
    }

    #remove(id: number): void {
        const row = this.#rows.get(id);
        if (row === undefined) return;
        this.#rows.delete(id);
        for (const lookup of this.#lookups) lookup.remove(row);
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
