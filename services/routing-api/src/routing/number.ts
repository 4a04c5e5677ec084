/** Deletes all but letters and digits: the form in which numbers are compared. */
export function clean(user: string): string {
    return user.replace(/[^0-9A-Za-z]/g, "");
}

/**
 * Whether a user is a telephone number, perhaps with visual separators, rather than a name (`john.doe`, `anonymous`) or a feature
 * code (`*98`), which are left as they are: `*` and `#` are no digits, and no rule for numbers is about them.
 */
export function isTelephoneNumber(user: string): boolean {
    return /^\+?[0-9./() -]*$/.test(user) && /[0-9]/.test(user);
}

/** The digits of a telephone number in one form: the zero of `+44(0)20` is dialled within the country only, where `(020)` begins with it. */
export function digitsOf(number: string): string {
    return clean(number.replace(/(?<=[0-9][./ -]*)\([./ -]*0[./ -]*\)/, ""));
}

/** The prefixes of a number, from the empty one to the whole number. */
export function* prefixesOf(number: string): Generator<string> {
    for (let length = 0; length <= Math.min(number.length, maxPrefix); length += 1) yield number.slice(0, length);
}

/** As long as a stored prefix can be. */
const maxPrefix = 128;
