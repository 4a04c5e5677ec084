/** Values that are made once each: when somebody first asks for them. */
export class Once<Key, Value extends NonNullable<unknown>> {
    private readonly values = new Map<Key, Value>();

    get(key: Key, make: () => Value): Value {
        const value = this.values.get(key) ?? make();
        this.values.set(key, value);
        return value;
    }
}
