import { FirstOfEach, type Index, Lookup, NetworkLengths, type Row } from "./lookup.js";

/** One table in memory, with its look-ups. */
export class Table<R extends Row> {
    readonly #rows = new Map<number, R>();
    readonly #indexes: Index<R>[] = [];

    get(id: number): R | undefined {
        return this.#rows.get(id);
    }

    rows(): Iterable<R> {
        return this.#rows.values();
    }

    /** Puts the rows that were found in the place of those with the ids that were looked for. */
    apply(ids: readonly number[], found: readonly R[]): void {
        for (const id of ids) this.#remove(id);
        for (const row of found) this.#add(row);
    }

    protected lookup<K>(keysOf: (row: R) => readonly K[]): Lookup<R, K> {
        return this.#kept(new Lookup(keysOf));
    }

    protected firstOfEach<K>(keysOf: (row: R) => readonly K[], ownerOf: (row: R) => string): FirstOfEach<R, K> {
        return this.#kept(new FirstOfEach(keysOf, ownerOf));
    }

    protected networkLengths(networksOf: (row: R) => readonly string[]): NetworkLengths<R> {
        return this.#kept(new NetworkLengths(networksOf));
    }

    #kept<I extends Index<R>>(index: I): I {
        this.#indexes.push(index);
        return index;
    }

    #add(row: R): void {
        // Read twice while it changed: the later reading counts.
        this.#remove(row.id);
        this.#rows.set(row.id, row);
        for (const index of this.#indexes) index.add(row);
    }

    #remove(id: number): void {
        const row = this.#rows.get(id);
        if (row === undefined) return;
        this.#rows.delete(id);
        for (const index of this.#indexes) index.remove(row);
    }
}
