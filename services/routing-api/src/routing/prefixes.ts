/**
 * What every text that a pattern matches begins with: the texts by which candidates are found without trying all patterns. They may be
 * shorter than what could be known, never longer; the empty one stands for a pattern that may begin with anything.
 */
export function literalPrefixes(pattern: string): readonly string[] {
    const reader = new PrefixReader(withOptionalPlus(pattern));
    const prefixes = [...withoutAnyDigit(new Set(reader.read().map(({ text }) => text.slice(0, maxPrefix))))].sort();
    // In order, a text follows what it begins with: whoever is found by the shorter one need not be found by the longer one.
    const kept: string[] = [];
    for (const prefix of prefixes) if (!prefix.startsWith(kept.at(-1) ?? "\u0000")) kept.push(prefix);
    return kept;
}

/** A prefix that may go on with each of the ten digits says no more than it does without. */
function withoutAnyDigit(prefixes: ReadonlySet<string>): ReadonlySet<string> {
    const shorter = new Set(prefixes);
    for (const prefix of [...prefixes].filter((each) => each.endsWith("0"))) {
        const start = prefix.slice(0, -1);
        const all = [..."0123456789"].map((digit) => start + digit);
        if (!all.every((each) => prefixes.has(each))) continue;
        for (const each of all) shorter.delete(each);
        shorter.add(start);
    }
    return shorter.size === prefixes.size ? shorter : withoutAnyDigit(shorter);
}

/** Numbers are compared without their plus: where a pattern asks for one, it may be missing. */
export function withOptionalPlus(pattern: string): string {
    return pattern.replace(/(\\\+|\[\+\])(?![?*+{])/g, "$1?");
}

/** As long as a stored prefix can be. */
const maxPrefix = 128;
/** More beginnings than this say too little each to be worth their place. */
const maxBeginnings = 32;

/** A text that a match begins with; when it is closed, what follows is not known. */
interface Beginning {
    readonly text: string;
    readonly closed: boolean;
}

const unknown: readonly Beginning[] = [{ text: "", closed: true }];
const nothing: readonly Beginning[] = [{ text: "", closed: false }];

class PrefixReader {
    #at = 0;

    constructor(private readonly pattern: string) {}

    read(): readonly Beginning[] {
        const read = this.#alternatives();
        return this.#at < this.pattern.length ? unknown : read;
    }

    #alternatives(): readonly Beginning[] {
        const found = [...this.#sequence()];
        while (this.#take("|")) found.push(...this.#sequence());
        return found.length > maxBeginnings ? unknown : found;
    }

    #sequence(): readonly Beginning[] {
        let beginnings = nothing;
        while (this.#at < this.pattern.length && !/[|)]/.test(this.pattern.charAt(this.#at))) {
            const atom = this.#atom();
            beginnings = joined(beginnings, this.#repeated(atom));
        }
        return beginnings;
    }

    #atom(): readonly Beginning[] {
        if (this.#take("^")) return nothing;
        if (this.#take("(")) return this.#group();
        if (this.#take("[")) return this.#class();
        if (this.#take("\\")) return this.#escape();
        const character = this.pattern.charAt(this.#at);
        this.#at += 1;
        return /[0-9A-Za-z]/.test(character) ? [{ text: character, closed: false }] : unknown;
    }

    #group(): readonly Beginning[] {
        // Flags and assertions change what the text means, or where it is looked for.
        const known = !this.pattern.startsWith("?", this.#at) || this.#takeMatch(/\?(?::|P?<\w+>)/y) !== undefined;
        const inside = this.#alternatives();
        this.#take(")");
        return known ? inside : unknown;
    }

    /** A class of single characters and ranges of digits; the plus stands for nothing. */
    #class(): readonly Beginning[] {
        const members = this.#takeMatch(/(?:[0-9A-Za-z+*#]|[0-9]-[0-9])+\]/y)?.slice(0, -1);
        if (members === undefined) {
            this.#takeMatch(/\^?\]?(?:\\.|[^\]\\])*\]/y);
            return unknown;
        }
        const texts = new Set<string>();
        for (const [member] of members.matchAll(/[0-9]-[0-9]|./g)) {
            const [from, to] = [member.charAt(0), member.charAt(member.length - 1)];
            if (member.length === 1) texts.add(member === "+" ? "" : member);
            else for (let digit = Number(from); digit <= Number(to); digit += 1) texts.add(String(digit));
        }
        return [...texts].map((text) => ({ text, closed: false }));
    }

    #escape(): readonly Beginning[] {
        const character = this.pattern.charAt(this.#at);
        this.#at += 1;
        if (character === "d") return [..."0123456789"].map((text) => ({ text, closed: false }));
        if (character === "A") return nothing;
        if (character === "+") return nothing;
        return /[^0-9A-Za-z]/.test(character) ? [{ text: character, closed: false }] : unknown;
    }

    #repeated(atom: readonly Beginning[]): readonly Beginning[] {
        const quantifier = this.#takeMatch(/[?*+]\??|\{\d+(?:,\d*)?\}\??/y)?.replace(/(?<=.)\?$/, "");
        if (quantifier === undefined) return atom;
        if (quantifier === "?") return [...nothing, ...atom];
        if (quantifier === "*") return unknown;
        if (quantifier === "+") return closed(atom);
        const [, least = "0", more] = /^\{(\d+)(,)?/.exec(quantifier) ?? [];
        if (Number(least) === 0) return unknown;
        let times = nothing;
        for (let i = 0; i < Math.min(Number(least), maxPrefix); i += 1) times = joined(times, atom);
        return more === undefined ? times : closed(times);
    }

    #take(text: string): boolean {
        if (!this.pattern.startsWith(text, this.#at)) return false;
        this.#at += text.length;
        return true;
    }

    #takeMatch(form: RegExp): string | undefined {
        form.lastIndex = this.#at;
        const found = form.exec(this.pattern)?.[0];
        this.#at += found?.length ?? 0;
        return found;
    }
}

/** Each open beginning goes on with each of what follows; where that would be too many, none does. */
function joined(beginnings: readonly Beginning[], next: readonly Beginning[]): readonly Beginning[] {
    const open = beginnings.filter((each) => !each.closed);
    if (open.length * next.length + beginnings.length > maxBeginnings) return closed(beginnings);
    return [
        ...beginnings.filter((each) => each.closed),
        ...open.flatMap(({ text }) => next.map((more) => ({ text: text + more.text, closed: more.closed }))),
    ];
}

function closed(beginnings: readonly Beginning[]): readonly Beginning[] {
    return beginnings.map(({ text }) => ({ text, closed: true }));
}
