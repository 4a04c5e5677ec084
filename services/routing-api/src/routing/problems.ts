/** What is wrong in the stored data, for the log. It never fails a call. */
export type Problems = (message: string) => void;
