/** What is wrong in the stored data, for the log. It never fails a call. A dry run asks for the steps of a decision, too. */
export interface Problems {
    (message: string): void;
    readonly step?: (step: Step) => void;
}

/** One step of a decision, for people to read. */
export interface Step {
    readonly step: "called" | "caller" | "normalization" | "source" | "target" | "trunks" | "route" | "decision";
    readonly outcome: string;
    /** What the outcome follows from. */
    readonly details: Readonly<Record<string, unknown>>;
}

/** Of long lists, as many as somebody reads. */
export const maxListed = 100;
